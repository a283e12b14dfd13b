/**
 * C2: the ledger loses replies and shows what it has only some seconds later, while servers are
 * killed: nothing is sent again before the delay that the connector declares.
 */

import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const lookUpThatLags: Check = {
  name: 'look-up-that-lags',
  number: 'C2',
  threshold: '0/0/0; no second sending within the declared delay (10 s)',
  async run({ openStage, pick, random, say }) {
    const invoices = pick(7_000, 200);
    const kills = pick(50, 2);
    const stage = await openStage({ servers: pick(3, 2) });
    await stage.sandbox.misbehave('sap-s4hana', {
      ...{ lostReplyRate: 0.05, errorRate: 0.05, indexLagMs: 3_000, slowMs: 50 },
    });
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C2-' });
    await killAtRandom(stage, { kills, withinMs: 1_500, random, say });
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook], 240_000);
    const { rows } = await stage.database.pool.query<{ early: number; again: number }>(TOO_EARLY);
    const { early = 0, again = 0 } = rows[0] ?? {};
    return {
      done:
        `${kills} × kill -9 during ${invoices} invoices; the ledger loses 5 % of its replies, ` +
        'fails 5 % of calls, and is 3 s late with look-ups',
      counted: `${settled.words}; ${again} sent again, ${early} of them too early`,
      broken: [...settled.broken, ...(early === 0 ? [] : [`${early} were sent again too early`])],
    };
  },
};

/** Sent again after an unknown outcome, sooner than the delay after the first sending ended. */
const TOO_EARLY = `
  select count(*)::int as again,
         count(*) filter (where later.started_at
           < earlier.started_at + interval '10 s')::int as early
  from delivery_attempt earlier
  join delivery_attempt later using (delivery_id)
  join delivery using (delivery_id)
  where delivery.connection = 'sap-s4hana'
    and earlier.kind = 'submit' and earlier.outcome = 'unknown' and later.kind = 'submit'
    and later.number > earlier.number
`;

/**
 * C28: the network between the servers and the ledger fails one way: requests arrive, replies do
 * not. What was sent is in doubt, and a look-up settles it.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const loseReplies: Check = {
  name: 'lose-replies',
  number: 'C28',
  threshold: '0/0/0; what was sent into the silence is found by look-up',
  async run({ openStage, pick }) {
    const invoices = pick(2_000, 200);
    const rounds = pick(10, 2);
    const stage = await openStage({ servers: 2, spoils: 'ledger' });
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C28-', perSecond: 30 });
    for (let round = 1; round <= rounds; round++) {
      await sleep(1_500);
      stage.network.set('replies held');
      await sleep(1_500);
      stage.network.reset(); // the replies are gone for good
      stage.network.set('clear');
    }
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook], 240_000);
    const { rows } = await stage.database.pool.query<{ unknown: number; found: number }>(DOUBTS);
    const { unknown = 0, found = 0 } = rows[0] ?? {};
    return {
      done: `${rounds} × replies of the ledger dropped for 1.5 s during ${invoices} invoices`,
      counted: `${settled.words}; ${unknown} sendings unknown, ${found} found by look-up`,
      broken: [...settled.broken, ...(found > 0 ? [] : ['no look-up found anything'])],
    };
  },
};

const DOUBTS = `
  select count(*) filter (where kind = 'submit' and outcome = 'unknown')::int as unknown,
         count(*) filter (where kind = 'look_up' and outcome = 'confirmed')::int as found
  from delivery_attempt
`;

/**
 * C4: kill -9 of servers while applications hand over invoices as fast as they are answered, and
 * ask again under the same key when they are not.
 */

import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const killTheApi: Check = {
  name: 'kill-the-api',
  number: 'C4',
  threshold: 'every 2xx is found again; as many transactions as keys',
  async run({ openStage, pick, random, say }) {
    const invoices = pick(10_000, 500);
    const kills = pick(50, 3);
    const stage = await openStage({ servers: 2 });
    const sender = sendInvoices(stage, { invoices, senders: 32, prefix: 'C4-' });
    await killAtRandom(stage, { kills, withinMs: 800, random, say });
    await sender.done;
    const { rows } = await stage.database.pool.query<{ transaction_id: string }>(
      'select transaction_id from transaction',
    );
    const kept = new Set(rows.map((row) => row.transaction_id));
    const acknowledged = sender.notebook.acknowledged();
    const missing = acknowledged.filter(({ transaction = '' }) => !kept.has(transaction));
    const replayed = acknowledged.filter(({ wasReplayed }) => wasReplayed).length;
    const settled = await settleUp(stage, [sender.notebook], 240_000);
    return {
      done: `${kills} × kill -9 of one of 2 servers during ${invoices} invoices by 32 applications`,
      counted:
        `${missing.length} of ${acknowledged.length} missing; ${rows.length} transactions for ` +
        `${invoices} keys; ${replayed} answered by replay; ${settled.words}`,
      broken: [
        ...(missing.length === 0
          ? []
          : [`missing: ${missing.map(({ number }) => number).join(', ')}`]),
        ...(rows.length === invoices ? [] : [`${rows.length} transactions`]),
        ...settled.broken,
      ],
    };
  },
};

/**
 * C15: four servers, many customers, and a ledger that fails every tenth call in one way or
 * another: whatever is tried again stays in its place.
 */

import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const failAtRandom: Check = {
  name: 'fail-at-random',
  number: 'C15',
  threshold: '0 out of order of a customer; 0/0/0',
  async run({ openStage, pick }) {
    const invoices = pick(20_000, 300);
    const stage = await openStage({ servers: pick(4, 2) });
    await stage.sandbox.misbehave('sap-s4hana', {
      ...{ errorRate: 0.06, lostReplyRate: 0.02, throttleRate: 0.02, retryAfterSeconds: 0 },
    });
    const sender = sendInvoices(stage, { invoices, senders: 40, prefix: 'C15-' });
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook], pick(900_000, 150_000));
    const customers = new Set(sender.notebook.entries.map(({ customer }) => customer)).size;
    return {
      done:
        `${invoices} invoices of ${customers} customers at ${stage.servers.length} servers; every ` +
        'tenth call to the ledger fails',
      counted: settled.words,
      broken: settled.broken,
    };
  },
};

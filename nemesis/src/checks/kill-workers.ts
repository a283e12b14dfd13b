/**
 * C1: kill -9 of servers at random moments while they deliver to a ledger that commits and then
 * drops the connection now and then.
 */

import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { killAtRandom } from '../harness/kill-at-random.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import { systemClock } from '@kontor/kernel';

export const killWorkers: Check = {
  name: 'kill-workers',
  number: 'C1',
  threshold: '0/0/0; drained within 120 s of the last kill',
  async run({ openStage, pick, random, say, patience }) {
    const invoices = pick(7_000, 300);
    const kills = pick(50, 3);
    const stage = await openStage({ servers: pick(3, 2) });
    await stage.sandbox.misbehave('sap-s4hana', { lostReplyRate: 0.05, slowMs: 50 });
    const sender = sendInvoices(stage, { invoices, senders: 24, prefix: 'C1-' });
    const lastKillMs = await killAtRandom(stage, { kills, withinMs: 1_500, random, say });
    await sender.done;
    const { words, broken } = await settleUp(stage, [sender.notebook], 180_000);
    const drainedMs = systemClock.elapsedMs() - lastKillMs;
    const seconds = Math.round(drainedMs / 1_000);
    return {
      done:
        `${kills} × kill -9 of one of ${stage.servers.length} servers during ${invoices} invoices ` +
        `(${invoices * 3} deliveries), 5 % of the ledger's replies lost`,
      counted: `${words}; drained ${seconds} s after the last kill`,
      broken: [
        ...broken,
        ...(drainedMs <= DRAIN_MS_MAX * patience ? [] : [`drained only after ${seconds} s`]),
      ],
    };
  },
};

const DRAIN_MS_MAX = 120_000;

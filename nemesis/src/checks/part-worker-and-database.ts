/**
 * C27: the network between one of two servers and the database fails, both ways or one way, for
 * longer than leases last. The other takes over; the parted one must do no harm when it is back.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import type { Weather } from '../harness/tcp-proxy.ts';

export const partWorkerAndDatabase: Check = {
  name: 'part-worker-and-database',
  number: 'C27',
  threshold: '0/0/0',
  async run({ openStage, pick, say }) {
    const rounds = pick(10, 2);
    const partedMs = pick(60_000, 34_000);
    const shortMs = pick(60_000, 5_000);
    const stage = await openStage({ servers: 2, spoils: 'database', spoiltServers: 1 });
    await stage.sandbox.misbehave('sap-s4hana', { lateReplyMs: 300 });
    const stopping = new AbortController();
    const { signal } = stopping;
    const sender = sendInvoices(stage, {
      ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 24, prefix: 'C27-', signal },
      ...{ perSecond: 20, timeoutMs: 3_000 },
    });
    for (let round = 0; round < rounds; round++) {
      await sleep(2_000);
      stage.network.set(WEATHERS[round % WEATHERS.length] ?? 'parted');
      await sleep(round % 2 === 0 ? partedMs : shortMs);
      // Every other time the connections are gone; otherwise what was held back arrives late.
      if (round % 2 === 1) stage.network.reset();
      stage.network.set('clear');
      say(`${round + 1} of ${rounds}`);
    }
    await sleep(2_000);
    stopping.abort();
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook]);
    let fenced = 0;
    for (const server of stage.servers) fenced += await server.metric('kontor_late_settlements');
    return {
      done:
        `${rounds} × one of 2 servers parted from the database for up to ${partedMs / 1_000} s, ` +
        'both ways and one way',
      counted: `${settled.words}; ${fenced} stale settlements refused`,
      broken: settled.broken,
    };
  },
};

const WEATHERS: readonly Weather[] = ['parted', 'replies held', 'replies held', 'requests held'];

/** C39: SIGTERM while requests and deliveries are under way: what was begun is finished. */

import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const terminateUnderLoad: Check = {
  name: 'terminate-under-load',
  number: 'C39',
  threshold: 'ends ≤ 30 s; no request that was taken goes unanswered; no lease is left behind',
  async run({ openStage, pick }) {
    const rounds = pick(10, 2);
    const stage = await openStage({ servers: 1 });
    const server = present(stage.servers[0], 'a stage has a server');
    await stage.sandbox.misbehave('sap-s4hana', { slowMs: 300 });
    const stopping = new AbortController();
    const { signal } = stopping;
    const sender = sendInvoices(stage, {
      ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 40, prefix: 'C39-', perSecond: 80, signal },
    });
    let slowestMs = 0;
    let leftLeased = 0;
    let killed = 0;
    for (let round = 1; round <= rounds; round++) {
      await sleep(2_500);
      const { inOrder, tookMs } = await server.terminate(DRAIN_MS_MAX + 5_000);
      if (!inOrder) killed += 1;
      slowestMs = Math.max(slowestMs, tookMs);
      const { rows } = await stage.database.pool.query(STILL_LEASED);
      leftLeased += rows.length;
      await server.start();
    }
    stopping.abort();
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook]);
    // Taken, and yet not answered: the retry under the same key finds it there already.
    const dropped = sender.notebook.acknowledged().filter(({ wasReplayed }) => wasReplayed);
    return {
      done: `${rounds} × SIGTERM of the only server under 80 requests a second`,
      counted:
        `${settled.words}; ended after ${(slowestMs / 1_000).toFixed(1)} s at most; ` +
        `${dropped.length} requests taken and not answered, ${leftLeased} leases left behind`,
      broken: [
        ...settled.broken,
        ...(dropped.length === 0 ? [] : [`${dropped.length} were taken and not answered`]),
        ...(leftLeased === 0 ? [] : [`${leftLeased} lanes stayed leased`]),
        ...(killed === 0 && slowestMs <= DRAIN_MS_MAX ? [] : ['it did not end in time']),
      ],
    };
  },
};

const DRAIN_MS_MAX = 30_000;
const STILL_LEASED = `
  select 1 from lane where lease_token % 2 = 1 and ready_at > now()
`;

/**
 * C43: something keeps the one thread of a server busy for seconds, and once for longer than a
 * lease. Whatever it settles afterwards of lanes that others took changes nothing.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@kontor/postgres';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { runInside } from '../harness/inspector.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const blockTheEventLoop: Check = {
  name: 'block-the-event-loop',
  number: 'C43',
  threshold: '/livez answers again; no lane has two owners: 0/0/0',
  async run({ openStage, pick }) {
    const blocks = pick(20, 4);
    const longMs = 33_000;
    const ports = [await freePort(), await freePort()];
    const stage = await openStage({
      ...{ servers: 2, concurrency: 4 },
      nodeFlags: (index) => [`--inspect=127.0.0.1:${ports[index]}`],
    });
    await stage.sandbox.misbehave('sap-s4hana', { lateReplyMs: 300 });
    const stopping = new AbortController();
    const { signal } = stopping;
    const sender = sendInvoices(stage, {
      ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 24, prefix: 'C43-', perSecond: 15, signal },
      timeoutMs: 5_000,
    });
    await sleep(2_000);
    let slowestMs = 0;
    for (let block = 1; block <= blocks; block++) {
      const ms = block === 1 ? longMs : 2_000;
      const index = block % 2;
      await runInside(present(ports[index], 'each has a port'), busyFor(ms));
      const server = present(stage.servers[index], 'a stage has servers');
      const startedMs = performance.now();
      const reply = await fetch(`${server.url}/livez`);
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      if (!reply.ok) break;
      await sleep(500);
    }
    stopping.abort();
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook]);
    let fenced = 0;
    for (const server of stage.servers) fenced += await server.metric('kontor_late_settlements');
    return {
      done: `${blocks} × the thread of one of 2 servers busy for 2 s, once for ${longMs / 1_000} s`,
      counted:
        `${settled.words}; /livez answered ${(slowestMs / 1_000).toFixed(1)} s after the block at ` +
        `most; ${fenced} stale settlements refused`,
      broken: [...settled.broken, ...(slowestMs < 5_000 ? [] : ['/livez did not answer again'])],
    };
  },
};

/** Answers when it is over: what the debugger evaluates is run on the thread itself. */
function busyFor(ms: number): string {
  return `{ const end = performance.now() + ${ms}; while (performance.now() < end); }`;
}

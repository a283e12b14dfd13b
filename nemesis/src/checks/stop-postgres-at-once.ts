/** C24: the database stops as if its machine lost power, and comes back, again and again. */

import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { eventually } from '../harness/eventually.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import { answersInWords, badAnswers } from '../harness/statuses.ts';

export const stopPostgresAtOnce: Check = {
  name: 'stop-postgres-at-once',
  number: 'C24',
  threshold: '0 lost; ready ≤ 5 s after the database is; only 503, 409 and silence; no hand needed',
  async run({ openStage, pick, random, patience }) {
    const stops = pick(10, 2);
    const perSecond = pick(300, 60);
    const stage = await openStage({ servers: 2 });
    const stopping = new AbortController();
    const { signal } = stopping;
    const sender = sendInvoices(stage, {
      ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 40, prefix: 'C24-', perSecond, signal },
    });
    let slowestMs = 0;
    for (let stop = 1; stop <= stops; stop++) {
      await sleep(1_000 + random.fraction() * 2_000);
      await stage.database.stopAtOnce();
      await sleep(random.fraction() * 1_500);
      await stage.database.start();
      const startedMs = systemClock.elapsedMs();
      for (const server of stage.servers) {
        await eventually(() => server.isReady(), { withinMs: 30_000, everyMs: 50 });
      }
      slowestMs = Math.max(slowestMs, systemClock.elapsedMs() - startedMs);
    }
    await sleep(1_000);
    stopping.abort();
    await sender.done;
    const settled = await settleUp(stage, [sender.notebook], 240_000);
    return {
      done: `${stops} × immediate stop and start of PostgreSQL under up to ${perSecond} requests a second`,
      counted:
        `${settled.words}; ready again after ${(slowestMs / 1_000).toFixed(1)} s at most; ` +
        answersInWords(sender.notebook),
      broken: [
        ...settled.broken,
        ...badAnswers(sender.notebook),
        ...(slowestMs <= READY_MS_MAX * patience ? [] : ['ready too late']),
        ...(stage.servers.every((server) => server.isRunning()) ? [] : ['a server ended']),
      ],
    };
  },
};

const READY_MS_MAX = 5_000;

/**
 * C23: single processes of PostgreSQL are ended under load: politely (`pg_terminate_backend`) and
 * with kill -9, after which the whole server recovers by itself.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { present, systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { eventually } from '../harness/eventually.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';
import { answersInWords, badAnswers } from '../harness/statuses.ts';

export const killBackends: Check = {
  name: 'kill-backends',
  number: 'C23',
  threshold: '0 lost; ready again ≤ 5 s; only 503, 409 and silence',
  async run({ openStage, pick, random, patience }) {
    const kills = pick(20, 4);
    const perSecond = pick(300, 60);
    const stage = await openStage({ servers: 2 });
    const stopping = new AbortController();
    const { signal } = stopping;
    const sender = sendInvoices(stage, {
      ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 40, prefix: 'C23-', perSecond, signal },
    });
    let slowestMs = 0;
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(500 + random.fraction() * 1_500);
      await killOne(stage, kill % 2 === 0 ? 'kill -9' : 'terminate', random.fraction());
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
      done:
        `${kills} backends of PostgreSQL ended under up to ${perSecond} requests a second, ` +
        'every other one by kill -9',
      counted:
        `${settled.words}; ready again after ${(slowestMs / 1_000).toFixed(1)} s at most; ` +
        answersInWords(sender.notebook),
      broken: [
        ...settled.broken,
        ...badAnswers(sender.notebook),
        ...(slowestMs <= READY_MS_MAX * patience ? [] : ['ready too late']),
      ],
    };
  },
};

/** One that works for the servers, mostly one within a transaction. */
async function killOne(
  { database }: Stage,
  how: 'terminate' | 'kill -9',
  fraction: number,
): Promise<void> {
  const { rows } = await database.pool.query<{ pid: number }>(BACKENDS);
  if (rows.length === 0) return;
  const { pid } = present(rows[Math.floor(fraction * rows.length)], 'there is a backend');
  if (how === 'kill -9') return void process.kill(pid, 'SIGKILL');
  await database.pool.query('select pg_terminate_backend($1)', [pid]);
}

const BACKENDS = `
  select pid from pg_stat_activity where application_name = 'kontor' order by xact_start nulls last
`;
const READY_MS_MAX = 5_000;

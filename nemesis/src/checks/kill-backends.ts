/**
 * C23: single processes of PostgreSQL are ended under load: politely (`pg_terminate_backend`) and
 * with kill -9, after which the whole server recovers by itself.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import type { Stage } from '../harness/stage.ts';
import { strikeDatabase } from '../harness/strike-database.ts';

export const killBackends: Check = {
  name: 'kill-backends',
  number: 'C23',
  threshold: '0 lost; ready again ≤ 5 s; only 503, 409 and silence',
  async run(nemesis) {
    const { pick, random } = nemesis;
    const strikes = pick(20, 4);
    const perSecond = pick(300, 60);
    const { counted, broken } = await strikeDatabase(nemesis, {
      ...{ prefix: 'C23-', strikes, perSecond },
      async strike(stage, nth) {
        await sleep(500 + random.fraction() * 1_500);
        await killOne(stage, nth % 2 === 0 ? 'kill -9' : 'terminate', random.fraction());
      },
    });
    const done =
      `${strikes} backends of PostgreSQL ended under up to ${perSecond} requests a second, ` +
      'every other one by kill -9';
    return { done, counted, broken };
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

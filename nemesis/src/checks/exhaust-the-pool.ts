/** C32: five hundred callers at once against a pool of ten connections. */

import { exchange } from '@kontor/client';
import { present, systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { percentile } from '../harness/percentile.ts';
import { tokensOf } from '../harness/send-invoices.ts';

export const exhaustThePool: Check = {
  name: 'exhaust-the-pool',
  number: 'C32',
  threshold:
    'p99 of what is admitted ≤ 2 s; the rest 503 or 429 with Retry-After; calm again ≤ 5 s',
  async run({ openStage, pick, patience }) {
    const rounds = pick(20, 4);
    const stage = await openStage({ servers: 1, databaseConnections: 10 });
    const { url } = present(stage.servers[0], 'a stage has a server');
    const token = await tokensOf(stage).next();
    const authorization = `Bearer ${token.kind === 'token' ? token.value : ''}`;
    const latencies: number[] = [];
    const broken: string[] = [];
    let turnedAway = 0;
    const ask = async (path: string) => {
      const startedMs = systemClock.elapsedMs();
      const headers = { authorization, accept: 'application/json' };
      const reply = await exchange({
        method: 'GET',
        url: url + path,
        headers,
        timeoutMs: 30_000,
      });
      if (reply.kind === 'silence') return void broken.push(reply.cause);
      if (reply.status === 200) return void latencies.push(systemClock.elapsedMs() - startedMs);
      if (reply.status !== 503 && reply.status !== 429) broken.push(`answered ${reply.status}`);
      else if (!reply.headers.has('retry-after')) broken.push('no Retry-After');
      turnedAway += 1;
      return undefined;
    };
    for (const path of PATHS) await ask(path); // code and plans are warm afterwards
    latencies.length = 0;
    for (let round = 1; round <= rounds; round++) {
      await Promise.all(Array.from({ length: CLIENTS }, (_, each) => ask(pathOf(each))));
    }
    const admitted = latencies.length;
    const slowMs = percentile(latencies, 0.99);
    const before = systemClock.elapsedMs();
    latencies.length = 0;
    await ask(pathOf(0));
    const calmMs = systemClock.elapsedMs() - before;
    return {
      done: `${rounds} × ${CLIENTS} readings at once, 10 connections to the database`,
      counted:
        `${admitted} answered, p99 ${(slowMs / 1_000).toFixed(2)} s; ${turnedAway} turned away; ` +
        `calm after ${(calmMs / 1_000).toFixed(2)} s`,
      broken: [
        ...[...new Set(broken)],
        ...(slowMs <= ADMITTED_MS_MAX * patience ? [] : ['answers took too long']),
        ...(calmMs <= CALM_MS_MAX * patience ? [] : ['not calm again in time']),
      ],
    };
  },
};

function pathOf(each: number): string {
  return PATHS[each % PATHS.length] ?? '';
}

const PATHS = ['/v1/transactions', '/v1/exceptions', '/v1/reports/control-totals'];
const CLIENTS = 500;
const ADMITTED_MS_MAX = 2_000;
const CALM_MS_MAX = 5_000;

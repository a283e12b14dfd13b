/**
 * The database is struck again and again while applications send: what is answered meanwhile, how
 * soon the servers are ready again, and whether anything was lost.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';
import type { Finding, Nemesis } from '../check.ts';
import { eventually } from './eventually.ts';
import { settleUp } from './judge.ts';
import { sendInvoices } from './send-invoices.ts';
import type { Stage } from './stage.ts';
import { answersInWords, badAnswers } from './statuses.ts';

export type Strikes = {
  /** Numbers of the invoices begin with it. */
  readonly prefix: string;
  readonly strikes: number;
  /** Offered by the applications. */
  readonly perSecond: number;
  /** One, counted from 1; when it is over, the servers have to become ready. */
  readonly strike: (stage: Stage, nth: number) => Promise<void>;
};

export async function strikeDatabase(
  { openStage, patience }: Nemesis,
  { prefix, strikes, perSecond, strike }: Strikes,
): Promise<Pick<Finding, 'counted' | 'broken'> & { readonly stage: Stage }> {
  const stage = await openStage({ servers: 2 });
  const stopping = new AbortController();
  const { signal } = stopping;
  const sender = sendInvoices(stage, {
    ...{ invoices: Number.MAX_SAFE_INTEGER, senders: 40, prefix, perSecond, signal },
  });
  let slowestMs = 0;
  for (let nth = 1; nth <= strikes; nth++) {
    await strike(stage, nth);
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
    stage,
    counted:
      `${settled.words}; ready again after ${(slowestMs / 1_000).toFixed(1)} s at most; ` +
      answersInWords(sender.notebook),
    broken: [
      ...settled.broken,
      ...badAnswers(sender.notebook),
      ...(slowestMs <= READY_MS_MAX * patience ? [] : ['ready too late']),
    ],
  };
}

const READY_MS_MAX = 5_000;

/**
 * `npm run simulate -- --seeds 20000`: many seeds on all cores, with what they exercised.
 * `npm run simulate -- --seed 17 --trace`: one seed, its whole history.
 */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { systemClock } from '@kontor/kernel';
import { keepFailure } from './failures/keep-failure.ts';
import { shrink } from './failures/shrink.ts';
import { missingFrom, toSummary } from './batch/coverage.ts';
import { runBatch, type Batch } from './batch/run-batch.ts';
import { simulate } from './simulate.ts';

/** Fewer seeds may well leave a rare fault out. */
const SEEDS_THAT_COVER = 500;
/** Shrinking runs a seed some dozens of times; the first few tell enough. */
const SHRUNK_MAX = 3;
const LINE_EVERY = 1_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

if (values.seed !== undefined) await runOne(whole(values.seed), values.trace);
else await runMany();

async function runOne(seed: number, isTraced: boolean): Promise<void> {
  const { trace, hash, violations, events } = await simulate({ seed, isTraced: true });
  if (isTraced) console.log(trace.join('\n'));
  for (const { checker, detail } of violations) console.log(`VIOLATED ${checker}: ${detail}`);
  console.log(`seed ${seed}: ${events} events, trace ${hash}`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

async function runMany(): Promise<void> {
  const startedMs = systemClock.elapsedMs();
  const from = whole(values.from);
  const seeds = whole(values.seeds);
  const batch = await runBatch({ from, seeds, workers: whole(values.workers), onProgress });
  const seconds = (systemClock.elapsedMs() - startedMs) / 1_000;
  console.log(`${toSummary(batch)}\n`);
  const rate = Math.round(seeds / seconds);
  const hours = Math.round(batch.virtualMs / 3_600_000);
  console.log(`${seeds} seeds in ${seconds.toFixed(1)} s: ${rate} a second; ${hours} hours played`);
  const missing = seeds >= SEEDS_THAT_COVER ? missingFrom(batch.counts) : [];
  if (missing.length > 0) console.log(`Never happened: ${missing.join(', ')}.`);
  for (const failing of batch.failures.slice(0, SHRUNK_MAX)) await report(failing);
  for (const { seed, checker } of batch.failures) console.log(`  seed ${seed}: ${checker}`);
  console.log(`${batch.failures.length} of ${seeds} seeds broke a law.`);
  process.exitCode = missing.length + batch.failures.length > 0 ? 1 : 0;
}

async function report({ seed, checker, detail }: Batch['failures'][number]): Promise<void> {
  console.log(`\nseed ${seed} VIOLATED ${checker}: ${detail}`);
  const smallest = await shrink(seed, checker);
  console.log(`  with ${JSON.stringify({ plan: smallest.plan, setting: smallest.setting })}`);
  if (values.keep) console.log(`  kept in ${keepFailure(smallest, checker)}`);
}

function onProgress(done: number, failures: number): void {
  const text = `${done} seeds, ${failures} broke a law`;
  if (process.stderr.isTTY) process.stderr.write(`\r${text} `);
  else if (done % LINE_EVERY === 0) console.log(text);
}

function whole(text: string): number {
  const number = Number.parseInt(text, 10);
  if (!Number.isSafeInteger(number) || number < 1) throw new TypeError(`${text} is not a count`);
  return number;
}

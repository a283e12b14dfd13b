/**
 * The engine in a process of its own, beside a database in which so much waits already. It warms up
 * in another one first, so that what is compared is what waits and not how often code has run.
 */

import { openPool } from '@kontor/postgres';
import { openDrain } from '../lanes/drain-notes.ts';
import { enqueueNotes } from '../lanes/enqueue-notes.ts';

export type DrainAsked = {
  readonly warmUrl: string;
  readonly databaseUrl: string;
  readonly waiting: number;
  readonly keys: number;
  readonly concurrency: number;
  readonly secondsMax: number;
  /** After how many memory is looked at for the first time. */
  readonly firstOf: number;
};

export type DrainTold = {
  readonly drained: number;
  readonly drainSeconds: number;
  readonly overtaken: number;
  readonly repeated: number;
  /** Of this process, in megabytes, at most: until the first are drained, and until the end. */
  readonly firstMegabytes: number;
  readonly peakMegabytes: number;
  /** When it stopped growing: how many were drained when the peak was reached. */
  readonly drainedAtPeak: number;
};

const asked = JSON.parse(process.argv[2] ?? '') as DrainAsked;
const { concurrency, secondsMax } = asked;
const warm = openPool({ connectionString: asked.warmUrl });
const warmRows = { databaseUrl: asked.warmUrl, waiting: 5_000, keys: 1_000, secondsMax };
await enqueueNotes(warm, warmRows);
await openDrain({ pool: warm, keys: warmRows.keys, concurrency }).drain(5_000, secondsMax);
await warm.end();

const pool = openPool({ connectionString: asked.databaseUrl });
const { drain, settled } = openDrain({ pool, keys: asked.keys, concurrency });
const memory = { firstMegabytes: 0, peakMegabytes: 0, drainedAtPeak: 0 };
look();
const sampling = setInterval(look, 20);
const drained = await drain(asked.waiting, secondsMax);
clearInterval(sampling);
process.send?.({ ...drained, ...memory } satisfies DrainTold);
await pool.end();

function look(): void {
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  if (settled() <= asked.firstOf)
    memory.firstMegabytes = Math.max(memory.firstMegabytes, megabytes);
  if (megabytes <= memory.peakMegabytes) return;
  memory.peakMegabytes = megabytes;
  memory.drainedAtPeak = settled();
}

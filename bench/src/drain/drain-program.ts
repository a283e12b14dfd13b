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
};

export type DrainTold = {
  readonly drained: number;
  readonly drainSeconds: number;
  readonly overtaken: number;
  readonly repeated: number;
  /** Of this process, in megabytes: before anything is drained, and at most while it drains. */
  readonly waitingMegabytes: number;
  readonly peakMegabytes: number;
};

const asked = JSON.parse(process.argv[2] ?? '') as DrainAsked;
const { concurrency, secondsMax } = asked;
const warm = openPool({ connectionString: asked.warmUrl });
const warmRows = { databaseUrl: asked.warmUrl, waiting: 5_000, keys: 1_000, secondsMax };
await enqueueNotes(warm, warmRows);
await openDrain({ pool: warm, keys: warmRows.keys, concurrency }).drain(5_000, secondsMax);
await warm.end();

const pool = openPool({ connectionString: asked.databaseUrl });
const { drain } = openDrain({ pool, keys: asked.keys, concurrency });
const waitingMegabytes = megabytes();
let peakMegabytes = waitingMegabytes;
const sampling = setInterval(() => {
  peakMegabytes = Math.max(peakMegabytes, megabytes());
}, 100);
const drained = await drain(asked.waiting, secondsMax);
clearInterval(sampling);
process.send?.({ ...drained, waitingMegabytes, peakMegabytes } satisfies DrainTold);
await pool.end();

function megabytes(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

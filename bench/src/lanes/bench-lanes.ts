/**
 * Enqueue and drain with strict order per key, beside the libraries that promise it: each in a
 * process of its own, one after another, on the same PostgreSQL with the same rows, never analysed.
 */

import { join } from 'node:path';
import { assert } from '@kontor/kernel';
import { defineBench } from '../bench.ts';
import { startBenchServer, type BenchServer } from '../harness/bench-server.ts';
import { installPeer, type PeerName } from '../harness/install-peer.ts';
import { runProgram } from '../harness/run-program.ts';
import { count, figure, type Report } from '../report/report.ts';
import { KEYS_MIN, type LanesAsked, type LanesTold } from './contest.ts';

export const lanes = defineBench({
  name: 'lanes',
  about: 'enqueue and drain with strict order per key, beside three job libraries',
  sizes: { waiting: 500_000, keys: 50_000, seconds: 300, concurrency: 32 },
  async run({ waiting, keys, seconds, concurrency }, say) {
    assert(keys >= KEYS_MIN, `there are at least ${KEYS_MIN} keys`);
    const server = await startBenchServer();
    try {
      const asked = { waiting, keys, secondsMax: seconds, concurrency };
      const results = [await compete(server, KONTOR, asked, say)];
      const missing: string[] = [];
      for (const [name, settings] of PEERS) {
        try {
          results.push(await compete(server, peer(name, settings), asked, say));
        } catch (error) {
          console.error(error);
          missing.push(`${name} could not be measured this time.`);
        }
      }
      return reportOf(results, missing, { waiting, keys, seconds });
    } finally {
      await server.stop();
    }
  },
});

type Contestant = {
  readonly title: string;
  readonly program: string;
  readonly settings: string;
  readonly isOurs: boolean;
};

type Result = Contestant & LanesTold & { readonly whenOneFails: string };

function peer(name: PeerName, settings: string): Contestant {
  const { folder, title } = installPeer(name);
  return { title, program: join(folder, 'lanes.ts'), settings, isOurs: false };
}

async function compete(
  server: BenchServer,
  contestant: Contestant,
  asked: Omit<LanesAsked, 'databaseUrl'>,
  say: (sentence: string) => void,
): Promise<Result> {
  say(`${contestant.title} …`);
  const told = await runOnce(server, contestant, asked);
  say(`  ${figure(drainRate(told))} a second drained`);
  const failing = await runOnce(server, contestant, { ...asked, ...FAILING });
  const isFinished = failing.drained === FAILING.waiting;
  const whenOneFails = isFinished ? orderOf(failing) : `${count(failing.drained)} came through`;
  return { ...contestant, ...told, whenOneFails };
}

async function runOnce(
  server: BenchServer,
  { isOurs, program }: Contestant,
  asked: Omit<LanesAsked, 'databaseUrl'>,
): Promise<LanesTold> {
  const databaseUrl = await (isOurs ? server.migrated('lanes') : server.database('lanes'));
  try {
    return await runProgram<LanesTold>(program, { ...asked, databaseUrl });
  } finally {
    await server.drop('lanes');
  }
}

function reportOf(
  results: readonly Result[],
  missing: readonly string[],
  { waiting, keys, seconds }: { waiting: number; keys: number; seconds: number },
): Report {
  const ours = drainRate(results[0] as Result);
  return {
    told:
      `${count(waiting)} rows under ${count(keys)} keys, at most one row of a key at a time and ` +
      'in order; handlers that do nothing; one process each, tables never analysed, at most ' +
      `${seconds} s for each half. Rows are enqueued 500 in a call, two calls at a time.`,
    table: [HEAD, ...results.map((result) => rowOf(result, ours))],
    chart: {
      title: `Drained in order per key, ${count(waiting)} waiting under ${count(keys)} keys`,
      unit: 'a second',
      bars: results.map((result) => ({
        ...{ label: result.title, value: drainRate(result), isOurs: result.isOurs },
      })),
    },
    remarks: [
      ...missing,
      ...results
        .filter(({ enqueued }) => enqueued < waiting)
        .map(({ title, enqueued }) => `${title} was given ${count(enqueued)} rows in that time.`),
      ...results
        .filter(({ drained, enqueued }) => drained < enqueued)
        .map(({ title, drained }) => `${title} drained ${count(drained)} rows in that time.`),
      `Settings: ${results.map(({ title, settings }) => `${title}: ${settings}`).join('; ')}.`,
      WHAT_THEY_LEAVE_OUT,
    ],
  };
}

function rowOf(result: Result, ours: number): readonly string[] {
  const { title, enqueued, enqueueSeconds, whenOneFails } = result;
  const drained = drainRate(result);
  return [
    title,
    figure(enqueued / enqueueSeconds),
    figure(drained),
    figure(drained / ours),
    orderOf(result),
    whenOneFails,
  ];
}

function orderOf({ overtaken, repeated }: LanesTold): string {
  // Who was overtaken comes late, and is no repetition.
  if (overtaken > 0) return `${count(overtaken)} overtook`;
  return repeated === 0 ? 'kept' : `${count(repeated)} repeated`;
}

function drainRate({ drained, drainSeconds }: LanesTold): number {
  return drained / drainSeconds;
}

const HEAD = [
  '',
  'enqueued a second',
  'drained a second',
  'ratio',
  'order per key',
  'when a row fails once',
];
/** The first row of a hundred of these keys fails once, and is tried again by the contestant. */
const FAILING = { waiting: 3_000, keys: 1_000, secondsMax: 60, failsOnce: true };
const KONTOR: Contestant = {
  title: 'Kontor',
  program: join(import.meta.dirname, 'kontor-lanes.ts'),
  settings: 'those of its server, and 32 lanes at once',
  isOurs: true,
};
const PEERS: readonly (readonly [PeerName, string])[] = [
  ['pg-boss', '`key_strict_fifo`, partition, two workers with batches of 500, burst'],
  [
    'graphile-worker',
    'a named queue for each key, 24 jobs, local queue of 500, batched completion',
  ],
  ['dbos', 'a partitioned queue, concurrency 1 for each key, polled every 100 ms'],
];
const WHAT_THEY_LEAVE_OUT =
  'A row of Kontor is more than a job: a transaction with its business key, its stream, its ' +
  'attempt with the exchange, and an audit entry, written in the same commits and kept. ' +
  'A row of graphile-worker is deleted when it is done. The last column is a run of its own: 3,000 ' +
  'rows under 1,000 keys, and the first row of a hundred of them fails once and is tried again.';

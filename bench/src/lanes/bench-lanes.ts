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

type Result = Contestant & LanesTold;

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
  const { title, isOurs, program } = contestant;
  say(`${title} …`);
  const databaseUrl = await (isOurs ? server.migrated('lanes') : server.database('lanes'));
  try {
    const told = await runProgram<LanesTold>(program, { ...asked, databaseUrl });
    say(`  ${figure(drainRate(told))} a second drained`);
    return { ...contestant, ...told };
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
  const { title, enqueued, enqueueSeconds, overtaken, repeated } = result;
  const drained = drainRate(result);
  return [
    title,
    figure(enqueued / enqueueSeconds),
    figure(drained),
    figure(drained / ours),
    overtaken + repeated === 0 ? 'kept' : `${overtaken} overtook, ${repeated} repeated`,
  ];
}

function drainRate({ drained, drainSeconds }: LanesTold): number {
  return drained / drainSeconds;
}

const HEAD = ['', 'enqueued a second', 'drained a second', 'ratio', 'order per key'];
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
  'A row of graphile-worker is deleted when it is done, and one that fails is overtaken by those ' +
  'behind it while it waits to be tried again; the others, like Kontor, hold them back.';

/** Whether it matters how much waits: pace and memory of the engine with little and with much. */

import { join } from 'node:path';
import { assert } from '@kontor/kernel';
import { defineBench } from '../bench.ts';
import { startBenchServer, withPool, type BenchServer } from '../harness/bench-server.ts';
import { runProgram } from '../harness/run-program.ts';
import { KEYS_MIN } from '../lanes/contest.ts';
import { enqueueNotes } from '../lanes/enqueue-notes.ts';
import { count, figure, type Report } from '../report/report.ts';
import type { DrainAsked, DrainTold } from './drain-program.ts';

type DrainSizes = {
  readonly much: number;
  readonly little: number;
  readonly seconds: number;
  readonly concurrency: number;
};

export const drain = defineBench<DrainSizes>({
  name: 'drain',
  about: 'pace and memory of the engine while much waits, against little',
  sizes: { much: 1_000_000, little: 10_000, seconds: 60, concurrency: 32 },
  async run(sizes, say) {
    const server = await startBenchServer();
    try {
      const little = await measure(server, sizes.little, sizes, say);
      const much = await measure(server, sizes.much, sizes, say);
      return reportOf(little, much, sizes);
    } finally {
      await server.stop();
    }
  },
});

type Measured = DrainTold & { readonly waiting: number; readonly keys: number };

async function measure(
  server: BenchServer,
  waiting: number,
  { little: firstOf, seconds, concurrency }: DrainSizes,
  say: (sentence: string) => void,
): Promise<Measured> {
  const keys = Math.max(KEYS_MIN, waiting / ROWS_OF_A_KEY);
  const databaseUrl = await server.migrated('drain');
  const warmUrl = await server.migrated('warm');
  say(`Enqueuing ${count(waiting)} …`);
  const rows = { databaseUrl, waiting, keys, secondsMax: Infinity };
  await withPool(databaseUrl, (pool) => enqueueNotes(pool, rows));
  say('Draining …');
  const asked: DrainAsked = {
    ...{ warmUrl, databaseUrl, waiting, keys, concurrency, secondsMax: seconds, firstOf },
  };
  const told = await runProgram<DrainTold>(PROGRAM, asked);
  assert(told.overtaken + told.repeated === 0, 'order is kept, and nothing happens twice');
  for (const name of ['drain', 'warm']) await server.drop(name);
  return { ...told, waiting, keys };
}

function reportOf(little: Measured, much: Measured, { seconds }: DrainSizes): Report {
  const ratio = (of: (measured: Measured) => number) => figure(of(much) / of(little));
  const rate = ({ drained, drainSeconds }: Measured) => drained / drainSeconds;
  const row = (title: string, of: (measured: Measured) => number, unit = '') => [
    ...[title, `${figure(of(little))}${unit}`, `${figure(of(much))}${unit}`, ratio(of)],
  ];
  return {
    told:
      `The engine drains what waits in order per key, ${ROWS_OF_A_KEY} rows of each, with a ` +
      `connector that answers at once, for ${seconds} s at most, after it was warmed up in ` +
      'another database; tables never analysed.',
    table: [
      ['', `${count(little.waiting)} waiting`, `${count(much.waiting)} waiting`, 'ratio'],
      row('drained a second', rate),
      row(
        `memory at most, first ${count(little.waiting)}`,
        ({ firstMegabytes }) => firstMegabytes,
        ' MB',
      ),
      row('memory at most, all of them', ({ peakMegabytes }) => peakMegabytes, ' MB'),
    ],
    chart: {
      title: 'Drained in order per key, by how much waits',
      unit: 'a second',
      bars: [little, much].map((each) => ({
        ...{ label: `${count(each.waiting)} waiting`, value: rate(each), isOurs: true },
      })),
    },
    remarks: [
      `Memory is that of the engine's process. With ${count(much.waiting)} waiting it was at most ` +
        `after ${count(much.drainedAtPeak)} of the ${count(much.drained)} that were drained.`,
    ],
  };
}

const ROWS_OF_A_KEY = 10;
const PROGRAM = join(import.meta.dirname, 'drain-program.ts');

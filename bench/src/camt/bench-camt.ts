/**
 * How fast, and in how much memory, a camt.053 of 100 MB is read and proved, against saxes alone:
 * the parser below it, which is what remains when everything that we add costs nothing.
 */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defineBench } from '../bench.ts';
import { count, figure, type Report } from '../report/report.ts';
import { writeCamtFile, type CamtFile } from './write-camt-file.ts';

export const camt = defineBench({
  name: 'camt',
  about: 'camt.053 read and proved, against the parser alone',
  sizes: { megabytes: 100, runs: 3 },
  async run({ megabytes, runs }) {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-bench-camt-'));
    try {
      const file = await writeCamtFile({ path: join(folder, 'camt.xml'), megabytes, seed: 7 });
      const rows: Row[] = [];
      for (const [way, name] of WAYS) rows.push(await bestOf(runs, way, name, file));
      return reportOf(rows, file, runs);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});

type Row = {
  readonly name: string;
  readonly seconds: number;
  readonly megabytesPerSecond: number;
  readonly rssMegabytes: number;
};

/** The quickest of some runs, because a shared machine only ever adds to what the work takes. */
async function bestOf(
  runs: number,
  way: string,
  name: string,
  { path, bytes }: CamtFile,
): Promise<Row> {
  const results: Measurement[] = [];
  for (let run = 0; run < runs; run += 1) {
    const script = join(import.meta.dirname, 'measure-camt.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, path, way]);
    results.push(JSON.parse(stdout) as Measurement);
  }
  const seconds = Math.min(...results.map(({ elapsedMs }) => elapsedMs)) / 1_000;
  return {
    name,
    seconds,
    megabytesPerSecond: bytes / 1_000_000 / seconds,
    rssMegabytes: Math.max(...results.map(({ rssMegabytes }) => rssMegabytes)),
  };
}

function reportOf(rows: readonly Row[], { bytes, entryCount }: CamtFile, runs: number): Report {
  const alone = rows.at(-1)?.seconds ?? Number.NaN;
  return {
    told:
      `${count(bytes)} bytes of camt.053.001.08 with ${count(entryCount)} entries, best of ` +
      `${runs}, each in a process of its own.`,
    table: [
      ['', 'seconds', 'MB/s', 'peak memory', 'ratio'],
      ...rows.map(({ name, seconds, megabytesPerSecond, rssMegabytes }) => [
        ...[name, figure(seconds), figure(megabytesPerSecond)],
        ...[`${rssMegabytes} MB`, figure(alone / seconds)],
      ]),
    ],
    chart: {
      title: `camt.053 of ${figure(bytes / 1_000_000)} MB`,
      unit: 'MB/s',
      bars: rows.map(({ name, megabytesPerSecond }, index) => ({
        ...{ label: name, value: megabytesPerSecond, isOurs: index === 0 },
      })),
    },
    remarks: ['Aim: 30 s and 256 MB.'],
  };
}

type Measurement = {
  readonly elapsedMs: number;
  readonly rssMegabytes: number;
};

const WAYS = [
  ['kontor', 'read and proved'],
  ['guard', 'guarded reader alone'],
  ['saxes', 'saxes alone'],
] as const;

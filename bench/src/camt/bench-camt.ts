/**
 * How fast, and in how much memory, a camt.053 of 100 MB is read and proved, against saxes alone:
 * the parser below it, which is what remains when everything that we add costs nothing.
 */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeCamtFile } from './write-camt-file.ts';

export type BenchRow = {
  readonly name: string;
  readonly seconds: number;
  readonly megabytesPerSecond: number;
  readonly rssMegabytes: number;
  readonly note: string;
};

export async function benchCamt({ megabytes = 100, runs = 3 } = {}): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-bench-camt-'));
  try {
    const file = await writeCamtFile({ path: join(folder, 'camt.xml'), megabytes, seed: 7 });
    const rows: BenchRow[] = [];
    for (const [way, name] of WAYS) rows.push(await bestOf(runs, way, name, file));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The quickest of some runs, because a shared machine only ever adds to what the work takes. */
async function bestOf(
  runs: number,
  way: string,
  name: string,
  { path, bytes }: { readonly path: string; readonly bytes: number },
): Promise<BenchRow> {
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
    note: results[0]?.saw ?? '',
  };
}

type Measurement = {
  readonly elapsedMs: number;
  readonly rssMegabytes: number;
  readonly saw: string;
};

const WAYS = [
  ['kontor', 'readBankFile + proof'],
  ['guard', 'readXml alone'],
  ['saxes', 'saxes alone'],
] as const;

if (import.meta.main) {
  const rows = await benchCamt();
  for (const { name, seconds, megabytesPerSecond, rssMegabytes, note } of rows) {
    const figures = [
      `${seconds.toFixed(2)} s`.padStart(9),
      `${megabytesPerSecond.toFixed(1)} MB/s`.padStart(11),
      `${rssMegabytes} MB`.padStart(8),
    ];
    console.log(`${name.padEnd(22)}${figures.join('  ')}  ${note}`);
  }
}

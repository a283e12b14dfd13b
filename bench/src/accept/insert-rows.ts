/**
 * The peer: one row of an invoice's size per durable commit, by pgbench where there is one, else by
 * a loop of prepared statements over as many connections.
 */

import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '@kontor/kernel';
import { openPool } from '@kontor/postgres';
import { invoiceBody } from '../harness/invoice-body.ts';

type Load = {
  readonly databaseUrl: string;
  readonly clients: number;
  readonly seconds: number;
};

export async function insertRows(
  load: Load,
): Promise<{ readonly peer: string; readonly insertsPerSecond: number }> {
  const pool = openPool({ connectionString: load.databaseUrl, connectionsMax: load.clients });
  await pool.query('create table bench_row (id bigserial primary key, body jsonb not null)');
  try {
    const version = pgbenchVersion();
    if (version === undefined) {
      const insertsPerSecond = await byLoop(pool, load);
      return { peer: 'prepared insert in a loop (no pgbench here)', insertsPerSecond };
    }
    return { peer: version, insertsPerSecond: await byPgbench(load) };
  } finally {
    await pool.end();
  }
}

function pgbenchVersion(): string | undefined {
  try {
    return execFileSync('pgbench', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

async function byPgbench({ databaseUrl, clients, seconds }: Load): Promise<number> {
  const script = join(mkdtempSync(join(tmpdir(), 'kontor-pgbench-')), 'insert.sql');
  writeFileSync(script, `insert into bench_row (body) values ('${SAMPLE}');\n`);
  const { stdout } = await promisify(execFile)('pgbench', [
    '--no-vacuum',
    '--protocol=prepared',
    `--client=${clients}`,
    '--jobs=2',
    `--time=${seconds}`,
    `--file=${script}`,
    databaseUrl,
  ]);
  const match = /tps = ([\d.]+)/.exec(stdout);
  if (!match?.[1]) throw new Error(`pgbench said: ${stdout}`);
  return Math.round(Number.parseFloat(match[1]));
}

async function byLoop(pool: ReturnType<typeof openPool>, { clients, seconds }: Load) {
  const endMs = systemClock.elapsedMs() + seconds * 1_000;
  let rows = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (systemClock.elapsedMs() < endMs) {
        await pool.query({
          name: 'bench_insert',
          text: 'insert into bench_row (body) values ($1)',
          values: [SAMPLE],
        });
        rows += 1;
      }
    }),
  );
  return Math.round(rows / seconds);
}

const SAMPLE = invoiceBody({ number: 'B1', customer: 'C10001', day: '2026-03-31' });

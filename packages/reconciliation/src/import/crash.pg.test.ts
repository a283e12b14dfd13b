/** A process dies while it takes in a file: afterwards the file is booked whole or not at all. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '@kontor/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { camtStatement } from '../samples/camt-statement.ts';
import {
  addAccount,
  addCompany,
  HOUSE_ACCOUNT,
  importText,
  sampleOffice,
} from '../samples/office.ts';
import { discardUnfinishedImports } from './discard-unfinished-imports.ts';

const { pool, connectionString } = await testDatabase();
const office = sampleOffice(pool);
const ENTRIES = 8_000;
/** All but the last batch, which waits for the end of the statement. */
const STAGED_MIN = 7_000;
const folder = mkdtempSync(join(tmpdir(), 'kontor-crash-'));
const path = join(folder, 'statement.xml');
const text = camtStatement({
  id: 'BIG',
  account: HOUSE_ACCOUNT,
  day: '2026-03-02',
  opening: '0.00',
  entries: Array.from({ length: ENTRIES }, (_, n) => ({ amount: '10.00', text: `Invoice ${n}` })),
});

beforeAll(async () => {
  writeFileSync(path, text);
  await addCompany(pool);
  await addAccount(pool, HOUSE_ACCOUNT);
});
beforeEach(() => pool.query('truncate bank_file, outbox, staged_entries cascade'));
afterAll(() => rmSync(folder, { recursive: true }));

test('killed while it reads: nothing is visible, and the next start clears it', async () => {
  const child = startImport('stall');
  await until(async () => (await counts()).staged >= STAGED_MIN);
  expect(await discardUnfinishedImports(pool)).toBe(0); // it is alive
  await kill(child);
  expect((await counts()).booked).toBe(0);
  await until(async () => (await discardUnfinishedImports(pool)) === 1);
  expect(await counts()).toEqual({ staged: 0, booked: 0 });
  expect(await importText(office, text)).toMatchObject({ file: { status: 'booked' } });
  expect(await counts()).toEqual({ staged: 0, booked: ENTRIES });
});

test.each([400, 550, 700, 850, 1_000, 1_200])(
  'killed after %i ms: all or nothing',
  async (delayMs) => {
    const child = startImport();
    await sleep(delayMs);
    await kill(child);
    const { booked } = await counts();
    expect([0, ENTRIES]).toContain(booked);
    await until(async () => {
      await discardUnfinishedImports(pool);
      const { rows } = await pool.query(`select 1 from bank_file where status = 'receiving'`);
      return rows.length === 0;
    });
    const again = await importText(office, text);
    expect(again.kind).toBe(booked === ENTRIES ? 'known' : 'imported');
    expect(await counts()).toEqual({ staged: 0, booked: ENTRIES });
  },
);

test('a sender that breaks off leaves nothing behind', async () => {
  const { importBankFile } = await import('./import-bank-file.ts');
  async function* breaking() {
    yield Buffer.from(text.slice(0, 400_000));
    throw new Error('the connection broke');
  }
  const broken = importBankFile(office, {
    source: breaking(),
    channel: 'api',
    applicationId: 'bank-link',
    correlationId: 'test',
    answerable: 'DE01',
  });
  await expect(broken).rejects.toThrow('the connection broke');
  expect(await counts()).toEqual({ staged: 0, booked: 0 });
});

function startImport(...more: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL('../samples/import-one-file.ts', import.meta.url));
  return spawn(process.execPath, [program, path, connectionString, ...more], { stdio: 'ignore' });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await holds()); waitedMs += 50) {
    expect(waitedMs).toBeLessThan(15_000);
    await sleep(50);
  }
}

async function counts() {
  const { rows } = await pool.query<{ staged: number; booked: number }>(
    `select (select coalesce(sum(json_array_length(entries::json)), 0) from staged_entries)::integer
       as staged, (select count(*) from bank_entry where booked)::integer as booked`,
  );
  return rows[0] ?? { staged: -1, booked: -1 };
}

/** Half a year of daily statements of two real accounts: every opening is the closing before it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { beforeEach, expect, test } from 'vitest';
import { testData } from '@kontor/testing/test-data';
import { addAccount, addCompany, importText, sampleOffice } from '../samples/office.ts';

const { pool } = await testDatabase();
const office = sampleOffice(pool);
const folder = testData('camt/camt-to-coda-daily/CAMT/LT625883379695428516/CAMT_053');
const ACCOUNTS = ['LT625883379695428516', 'LT414319056143772570'];

beforeEach(async () => {
  await pool.query('truncate bank_file, outbox, legal_entity cascade');
  await addCompany(pool);
  for (const account of ACCOUNTS) await addAccount(pool, account);
});

test.skipIf(folder === undefined)('in order: one unbroken chain per account', async () => {
  await importAll(files());
  await expectUnbroken();
});

test.skipIf(folder === undefined).each([1, 2, 3])(
  'in any order (seed %i), and twice: the same books',
  async (seed) => {
    const order = shuffled(files(), seed);
    await importAll(order);
    await importAll(order.toReversed());
    await expectUnbroken();
    const { rows } = await pool.query('select status, count(*) from bank_file group by status');
    expect(rows).toEqual([{ status: 'booked', count: String(order.length) }]);
  },
  60_000,
);

function files(): readonly string[] {
  const names = readdirSync(folder ?? '').sort();
  return names.map((name) => readFileSync(join(folder ?? '', name), 'utf8'));
}

async function importAll(texts: readonly string[]): Promise<void> {
  for (const text of texts) await importText(office, text);
}

async function expectUnbroken(): Promise<void> {
  const { rows } = await pool.query(
    `select account, count(*) as statements, count(follows) as links,
       sum(credit_minor - debit_minor)::text as movement,
       ((array_agg(closing_minor order by to_day desc))[1]
         - (array_agg(opening_minor order by to_day))[1])::text as difference,
       bool_and(status = 'booked') as all_booked
     from bank_statement group by account order by account desc`,
  );
  expect(rows).toHaveLength(ACCOUNTS.length);
  for (const row of rows) {
    expect(row).toMatchObject({ statements: '102', links: '101', all_booked: true });
    expect(row.movement).toBe(row.difference);
  }
}

function shuffled(texts: readonly string[], seed: number): readonly string[] {
  const random = seededRandom(seed);
  return texts
    .map((text) => ({ text, place: random.fraction() }))
    .sort((left, right) => left.place - right.place)
    .map(({ text }) => text);
}

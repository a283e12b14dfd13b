/**
 * The statements that matching lives on keep their index plans on tables that were filled and never
 * analysed: the state after a large file or a migration, when it matters most.
 */

import { testDatabase } from '@kontor/testing';
import { beforeAll, expect, test } from 'vitest';
import { addAccount, addCompany, HOUSE_ACCOUNT } from '../samples/office.ts';
import { ACCOUNTS_WITH_WORK, ENTRIES_TO_MATCH } from './match-bank-entries.ts';
import { READ_OPEN_AMOUNTS } from './read-open-amounts.ts';
import { REQUEUE_FITTING_RECEIPTS } from './requeue-fitting-receipts.ts';

const { pool } = await testDatabase();
const ROWS = 20_000;

beforeAll(async () => {
  await addCompany(pool);
  await addAccount(pool, HOUSE_ACCOUNT);
  for (const table of ['open_item', 'bank_entry']) {
    await pool.query(`alter table ${table} set (autovacuum_enabled = off)`);
  }
  await pool.query(FILL_ITEMS, [ROWS]);
  await pool.query(FILL_ENTRIES, [ROWS, HOUSE_ACCOUNT]);
}, 60_000);

test('the open items of a receipt are found by their own indexes', async () => {
  const values = ['DE01', 'EUR', ['RE20265', 'X'], ['C1'], '1005', 500, 6];
  const plan = await planOf(READ_OPEN_AMOUNTS, values);
  expect(plan).toContain('open_item_by_key');
  expect(plan).toContain('open_item_open_amount');
  expect(plan).toContain('open_item_open');
  expect(plan).not.toContain('Seq Scan on open_item');
});

test('entries to match come from their index, in order, without a sort', async () => {
  const plan = await planOf(ENTRIES_TO_MATCH, [HOUSE_ACCOUNT, 100, 15]);
  expect(plan).toContain('bank_entry_to_match');
  expect(plan).not.toContain('Sort');
  expect(await planOf(ACCOUNTS_WITH_WORK, [])).not.toContain('Seq Scan');
});

test('new open items look receipts up, and never read them all', async () => {
  const plan = await planOf(REQUEUE_FITTING_RECEIPTS, [2_000]);
  for (const index of ['open_amount', 'open_by_key', 'open_by_payer']) {
    expect(plan).toContain(`bank_entry_${index}`);
  }
  expect(plan).not.toContain('Seq Scan on bank_entry');
});

async function planOf(statement: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${statement}`, [...values]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const FILL_ITEMS = `
  with made as (
    insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
      ordering_key, correlation_id, application_id, channel, number, status, input, state)
    select 'txn_' || n, 'sample', 1, 'DE01', n, n, 'test', 'test', 'api', n, 'done', '{}', '{}'
    from generate_series(1, $1::integer) as n
    returning transaction_id, number
  )
  insert into open_item (open_item_id, transaction_id, legal_entity, customer, number, keys,
    issue_day, currency, amount_minor, document)
  select 'opn_' || number, transaction_id, 'DE01', 'C' || number::integer % 500, number,
    array['RE2026' || number], '2026-02-01', 'EUR', 1000 + number::integer, '{}'
  from made
`;

const FILL_ENTRIES = `
  with file as (
    insert into bank_file (bank_file_id, content_hash, channel, size_bytes, status, application_id,
      correlation_id)
    values ('bfl', 'x', 'api', 0, 'booked', 'test', 'test')
    returning bank_file_id
  ), statement as (
    insert into bank_statement (bank_statement_id, bank_file_id, account, legal_entity, kind,
      statement_id, currency, to_day, opening_minor, closing_minor, entry_count, credit_minor,
      debit_minor, fingerprint, written_account, balances, status)
    select 'bst', bank_file_id, $2, 'DE01', 'statement', 'S', 'EUR', '2026-03-01', 0, 0, 0, 0, 0, '',
      '{}', '[]', 'booked'
    from file
    returning bank_statement_id
  )
  insert into bank_entry (bank_entry_id, bank_statement_id, position, account, legal_entity,
    entry_status, booked, direction, reversal, amount_minor, currency, booking_day,
    counterparty_account, entry, match_status, search_keys)
  select 'ben_' || n, bank_statement_id, n, $2, 'DE01', 'booked', true, 'credit', false, n, 'EUR',
    '2026-03-01', 'DE' || n, '{"details": []}', case when n % 2 = 0 then 'new' else 'open' end,
    array['K' || n]
  from statement, generate_series(1, $1::integer) as n
`;

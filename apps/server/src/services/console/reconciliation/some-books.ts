/**
 * For tests: receipts and open items of two legal entities, as many as wanted, written as imports
 * and postings leave them. Every fifth receipt was left by the rules.
 */

import type pg from 'pg';

export async function fillBooks(pool: pg.Pool, rows: number): Promise<void> {
  for (const [code, account] of [
    ['DE01', 'DE02120300000000202051'],
    ['FR01', 'FR1420041010050500013M02606'],
  ] as const) {
    await pool.query(ENTITY, [code]);
    await pool.query(ACCOUNT, [code, account]);
    await pool.query(CUSTOMERS, [code]);
    await pool.query(ITEMS, [code, rows]);
    await pool.query(LINES, [code, rows, account]);
  }
  await pool.query('analyze');
}

const ENTITY = `
  insert into legal_entity (code, name, country, currency, currencies, revenue_account,
    credit_note_approval_above, ledger, crm, difference_account, tolerances)
  values ($1, $1, 'DE', 'EUR', '{EUR}', '4400', 1000, 'ledger', 'crm', '4730', '{"EUR": 100}')
`;
const ACCOUNT = `
  insert into bank_account (account, legal_entity, currency, ledger_account, name)
  values ($2, $1, 'EUR', '1800', 'House bank')
`;
const CUSTOMERS = `
  insert into customer (connection, number, name, ibans, legal_entities)
  select 'ledger', 'C' || n, 'Künde ' || n || ' GmbH', array['DE00' || n], array[$1]
  from generate_series(0, 499) as n
  on conflict do nothing
`;
/** Open items of 100.00 and more, due a day apart, every tenth a credit note. */
const ITEMS = `
  with made as (
    insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
      ordering_key, correlation_id, application_id, channel, number, status, input, state)
    select 'txn_' || lower($1) || lpad(n::text, 22, '0'), 'sample', 1, $1, $1 || n, n, 'test', 'test',
      'api', $1 || '-RE-' || n, 'done', '{}', '{}'
    from generate_series(1, $2::integer) as n
    returning transaction_id, number
  )
  insert into open_item (open_item_id, transaction_id, legal_entity, customer, party_name, number,
    keys, issue_day, due_day, currency, amount_minor, document)
  select replace(transaction_id, 'txn_', 'opn_'), transaction_id, $1, 'C' || n % 500,
    'Künde ' || n % 500 || ' GmbH', number, array[replace(number, '-', '')],
    date '2026-01-01' + n % 90, date '2026-02-01' + n % 90, 'EUR',
    case when n % 10 = 0 then -1 else 1 end * (10000 + n), '{"number": "18"}'
  from made, lateral (select split_part(number, '-', 3)::integer as n) as nth
`;
const LINES = `
  with file as (
    insert into bank_file (bank_file_id, content_hash, channel, size_bytes, status, application_id,
      correlation_id)
    values ('bfl_' || $1, $1, 'api', 0, 'booked', 'test', 'test')
    returning bank_file_id
  ), statement as (
    insert into bank_statement (bank_statement_id, bank_file_id, account, legal_entity, kind,
      statement_id, currency, to_day, opening_minor, closing_minor, entry_count, credit_minor,
      debit_minor, fingerprint, written_account, balances, status)
    select 'bst_' || $1, bank_file_id, $3, $1, 'statement', 'S', 'EUR', '2026-03-01', 0, 0, 0, 0, 0,
      '', '{}', '[]', 'booked'
    from file
    returning bank_statement_id
  )
  insert into bank_entry (bank_entry_id, bank_statement_id, position, account, legal_entity,
    entry_status, booked, direction, reversal, amount_minor, claimed_minor, currency, booking_day,
    counterparty_name, counterparty_account, entry, match_status, search_keys)
  select 'ben_' || lower($1) || lpad(n::text, 22, '0'), bank_statement_id, n, $3, $1, 'booked', true,
    'credit', false, 10000 + n, case when n % 5 = 0 then 0 else 10000 + n end, 'EUR',
    date '2026-02-01' + n % 60, 'Künde ' || n % 500 || ' GmbH', 'DE00' || n % 500,
    jsonb_build_object('details', jsonb_build_array(jsonb_build_object(
      'remittance', jsonb_build_array('Rechnung ' || $1 || '-RE-' || n || ' danke'),
      'counterparty', jsonb_build_object('name', 'Künde ' || n % 500 || ' GmbH',
        'account', 'DE00' || n % 500)))),
    case when n % 5 = 0 then 'open' else 'matched' end,
    case when n % 5 = 0 then array[$1 || 'RE' || n] end
  from statement, generate_series(1, $2::integer) as n
`;

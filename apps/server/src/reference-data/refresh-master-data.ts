/**
 * Read customers and accounts from a ledger and replace what is cached of them, all at once:
 * whoever checks an invoice meanwhile sees the old list or the new one, never half of one. A
 * reading that fails changes nothing.
 */

import type { Customer, LedgerAccount } from '@kontor/canon';
import { searchWords } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import type { OpenConnection } from '../connections/open-connection.ts';

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly customers: number; readonly accounts: number }
  | { readonly kind: 'failed'; readonly detail: string };

export async function refreshMasterData(
  pool: pg.Pool,
  connection: OpenConnection,
): Promise<RefreshOutcome> {
  const customers = await connection.readAll('customer.list');
  if (customers.kind === 'failed') return customers;
  const accounts = await connection.readAll('ledgerAccount.list');
  if (accounts.kind === 'failed') return accounts;
  await inTransaction(pool, async (db) => {
    await db.query(ONE_AT_A_TIME, [connection.name]);
    await replaceCustomers(db, connection.name, customers.items);
    await replaceAccounts(db, connection.name, accounts.items);
  });
  return {
    kind: 'refreshed',
    customers: customers.items.length,
    accounts: accounts.items.length,
  };
}

async function replaceCustomers(
  db: pg.PoolClient,
  connection: string,
  customers: readonly Customer[],
): Promise<void> {
  await db.query('delete from customer where connection = $1', [connection]);
  const rows = customers.map(({ vatId, legalEntities, ...rest }) => ({
    ...rest,
    vat_id: vatId,
    legal_entities: legalEntities,
    words: wordsToFind(rest),
  }));
  await db.query(INSERT_CUSTOMERS, [connection, JSON.stringify(rows)]);
}

/** Number, name, and accounts by all of them or their last four. */
function wordsToFind({ number, name, ibans }: Pick<Customer, 'number' | 'name' | 'ibans'>) {
  const accounts = ibans.map((iban) => iban.toLowerCase());
  return [
    ...new Set([
      ...searchWords(number, name),
      ...accounts.flatMap((account) => [`=${account}`, `=${account.slice(-4)}`]),
    ]),
  ];
}

async function replaceAccounts(
  db: pg.PoolClient,
  connection: string,
  accounts: readonly LedgerAccount[],
): Promise<void> {
  await db.query('delete from ledger_account where connection = $1', [connection]);
  await db.query(INSERT_ACCOUNTS, [connection, JSON.stringify(accounts)]);
}

// Two refreshes at once would both delete and both insert.
const ONE_AT_A_TIME = `
  select pg_advisory_xact_lock(hashtextextended('master data of ' || $1, 0))
`;
const INSERT_CUSTOMERS = `
  insert into customer
    (connection, number, name, country, vat_id, ibans, legal_entities, blocked, words)
  select $1, number, name, country, vat_id, ibans, legal_entities, blocked,
         array_to_tsvector(words)
  from jsonb_to_recordset($2::jsonb) as customer
    (number text, name text, country text, vat_id text, ibans text[], legal_entities text[],
     blocked boolean, words text[])
`;
const INSERT_ACCOUNTS = `
  insert into ledger_account (connection, number, name, kind, postable)
  select $1, number, name, kind, postable
  from jsonb_to_recordset($2::jsonb) as account
    (number text, name text, kind text, postable boolean)
`;

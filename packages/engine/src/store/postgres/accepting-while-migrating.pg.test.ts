/** Servers go on accepting while one of the next release changes the tables that they write. */

import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@kontor/kernel';
import { migrate, openPool } from '@kontor/postgres';
import { madeDatabases } from '@kontor/testing';
import { expect, onTestFinished, test } from 'vitest';
import { someRuntime, someStart } from '../some-transactions.ts';
import { acceptTransactions } from './accept-transactions.ts';

const databases = madeDatabases();

test('history is cut by the month while many accept, and none of them notices', async () => {
  const connectionString = await databases.empty();
  const first = openPool({ connectionString });
  await migrate(first, foldersBefore('0031'));
  await first.query(DELETED_RECORDS_EARLY);
  await first.end();
  const pool = openPool({ connectionString });
  onTestFinished(() => pool.end());
  const runtime = someRuntime(systemClock);
  let isMigrated = false;
  let accepted = 0;
  const accept = async (caller: number) => {
    while (!isMigrated) {
      const start = someStart(runtime, {
        number: `${caller}-${accepted++}`,
        customer: `C${caller}`,
      });
      const [outcome] = await acceptTransactions(pool, [start]);
      expect(outcome).toEqual({ kind: 'accepted' });
    }
  };
  const accepting = Array.from({ length: 8 }, (_, caller) => accept(caller));
  const startedMs = systemClock.elapsedMs();
  await migrate(pool, MIGRATIONS)
    // So are the months to come made, by the duty of a server.
    .then(() => pool.query('select make_history_months(12)'))
    .finally(() => {
      isMigrated = true;
    });
  expect(systemClock.elapsedMs() - startedMs).toBeLessThan(MIGRATING_MS_MAX);
  await Promise.all(accepting);
  const { rows } = await pool.query<{ count: string }>('select count(*) from transaction_message');
  expect(rows).toEqual([{ count: `${accepted}` }]);
});

/** The migrations of a release that ends before one of them. */
function foldersBefore(first: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of readdirSync(MIGRATIONS).filter((each) => each < first)) {
    cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  }
  return folder;
}

// Those who accept ask for what later releases deleted: of a release before them, an empty table.
const DELETED_RECORDS_EARLY = `
  create schema early;
  create table early.deleted_record
    (process text, business_key text, transaction_id text, deleted_at timestamptz);
  do $$ begin
    execute format('alter database %I set search_path = public, early', current_database());
  end $$;
`;
const MIGRATIONS = join(import.meta.dirname, '../../../../../database/migrations');
/** One try, or another after its pause; without the right locks in the beginning, none succeeds. */
const MIGRATING_MS_MAX = 10_000;

import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { inTransaction } from './in-transaction.ts';
import { isDatabaseAway } from './is-database-away.ts';
import { openPool } from './pool.ts';

const { connectionString, pool: other } = await testDatabase();

test('a connection that breaks within a transaction ends that transaction, not the process', async () => {
  const pool = openPool({ connectionString });
  const broken = inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
    await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await new Promise((resolve) => setTimeout(resolve, 50)); // it breaks while nothing is asked
    await db.query('select 1');
  });
  await expect(broken).rejects.toSatisfy(isDatabaseAway);
  const { rows } = await pool.query<{ one: number }>('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('whoever waits on a connection that the network forgot does not wait for ever', async () => {
  const pool = openPool({ connectionString, statementTimeoutMs: 100, answerMsMax: 200 });
  const silent = inTransaction(pool, async (db) => {
    // The time-out of the server is set aside, as if its answer never reached us.
    await db.query('set statement_timeout = 0');
    await db.query('select pg_sleep(30)');
  });
  await expect(silent).rejects.toSatisfy(isDatabaseAway);
  expect((await pool.query('select 1')).rowCount).toBe(1);
  await pool.end();
});

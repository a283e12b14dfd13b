/** The next release adds a column while servers of this one work: their statements stand. */

import { systemClock } from '@kontor/kernel';
import { openPool } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { afterAll, expect, test } from 'vitest';
import { someRuntime, someStart } from '../some-transactions.ts';
import { openPostgresStore } from './open-postgres-store.ts';

const { pool, connectionString } = await testDatabase();
// One connection, so that what was prepared before the column is what is asked after it.
const one = openPool({ connectionString, connectionsMax: 1 });
afterAll(() => one.end());

test.each(['transaction', 'delivery', 'lane', 'idempotency_key'])(
  'a column more in %s disturbs nobody',
  async (table) => {
    const store = openPostgresStore(one);
    const runtime = someRuntime(systemClock, table.length);
    const round = async (number: string) => {
      const customer = `${table}-${number}`;
      const start = someStart(runtime, { customer, number: customer, key: customer });
      expect(await store.acceptTransactions([start])).toEqual([{ kind: 'accepted' }]);
      const request = { connection: 'ledger', lanesMax: 1, headsMax: 1, leaseMs: 1_000 };
      const [lane] = await store.leaseLanes(request);
      expect(lane?.heads).toHaveLength(1);
      expect(await store.readTransaction(start.transaction.transactionId)).toBeDefined();
    };
    await round('1');
    await pool.query(`alter table ${table} add column of_the_next_release text`);
    await round('2');
  },
);

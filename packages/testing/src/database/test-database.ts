/**
 * A migrated, empty database of its own for one test file: real PostgreSQL, copied from a template
 * in a few milliseconds, dropped when the file is done. Call it once, at the top of a `.pg.test.ts`
 * file:
 *
 *     const { pool } = await testDatabase();
 */

import { randomBytes } from 'node:crypto';
import { openPool } from '@kontor/postgres';
import type pg from 'pg';
import { afterAll, inject } from 'vitest';
import { onServer } from './made-databases.ts';
import { inDatabase, TEMPLATE_DATABASE } from './names.ts';

export type TestDatabase = {
  readonly pool: pg.Pool;
  /** For a second pool, or for a process of its own that will be killed. */
  readonly connectionString: string;
};

export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const name = `kontor_test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const connectionString = inDatabase(server, name);
  const pool = openPool({ connectionString, applicationName: 'test' });
  afterAll(async () => {
    await pool.end();
    await onServer(server, `drop database ${name} with (force)`);
  });
  return { pool, connectionString };
}

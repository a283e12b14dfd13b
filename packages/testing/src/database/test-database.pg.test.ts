import { expect, test } from 'vitest';
import { testDatabase } from './test-database.ts';

const { pool } = await testDatabase();

test('the database is migrated and empty', async () => {
  const { rows } = await pool.query('select count(*) from bank_file');
  expect(rows).toEqual([{ count: '0' }]);
});

test('each file has a database of its own', async () => {
  const { rows } = await pool.query('select current_database() as name');
  expect(rows[0].name).toMatch(/^kontor_test_[0-9a-f]{16}$/);
});

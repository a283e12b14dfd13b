import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { FIND_IDEMPOTENCY_KEYS } from './find-idempotency-keys.ts';

const { pool } = await testDatabase();

test('each key is looked up by itself, although the table was never analysed', async () => {
  await pool.query(
    `insert into idempotency_key (application_id, operation, key, fingerprint, reply)
     select 'shop', 'invoice', 'key-' || n, 'fingerprint', '{}' from generate_series(1, 5000) as n`,
  );
  const keys = Array.from({ length: 64 }, (_, n) => `key-${n}`);
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${FIND_IDEMPOTENCY_KEYS}`, [
    keys.map(() => 'shop'),
    keys.map(() => 'invoice'),
    keys,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Cond: .*application_id.*operation.*key = asked\.key/);
});

/** In a database of its own: what autovacuum learned of other tests' rows would change the plan. */

import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { LEASE_LANES } from './lease-lanes.ts';

const { pool } = await testDatabase();

test('the claim uses its index on a table that was never analysed', async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('alter table lane set (autovacuum_enabled = off)');
    await client.query(`
      insert into lane (connection, ordering_key, tail_position, ready_at, head_process)
      select 'bulk', n::text, 3, now(), 'process-' || n % 3 from generate_series(1, 100000) as n`);
    const values = [`'bulk'`, '16', '10', '30000', '2', '1', 'true', 'null'];
    const statement = values.reduce(
      (text, value, index) => text.replaceAll(`$${index + 1}`, value),
      LEASE_LANES,
    );
    const plan = await client.query<{ 'QUERY PLAN': string }>(`explain ${statement}`);
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('lane_with_work_ready');
    expect(text).not.toContain('Seq Scan on lane');
    expect(text).not.toContain('Seq Scan on delivery');
  } finally {
    await client.query('rollback');
    client.release();
  }
});

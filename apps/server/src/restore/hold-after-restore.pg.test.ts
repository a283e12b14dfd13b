import { openPostgresStore } from '@kontor/engine';
import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { holdAfterRestore } from './hold-after-restore.ts';
import { isRecovering } from './is-recovering.ts';
import { readLatestRestore } from './read-latest-restore.ts';

const { pool } = await testDatabase();
const store = openPostgresStore(pool);

test('after a restore nothing leaves, and what waits is asked for before it is sent', async () => {
  await pool.query(`insert into connection (name, connector) values ('ledger', 'ledger')`);
  await pool.query(WAITING);
  expect(await holdAfterRestore(pool, 'evening')).toEqual(['ledger']);
  const { rows } = await pool.query('select paused_reason from connection');
  expect(rows).toEqual([{ paused_reason: expect.stringContaining('evening') }]);
  const request = { connection: 'ledger', lanesMax: 1, headsMax: 2, leaseMs: 30_000 };
  await pool.query('update connection set paused_reason = null');
  const [lane] = await store.leaseLanes(request);
  expect(lane?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([true, true]);
  expect(lane?.heads.map(({ sinceSentMs }) => sinceSentMs)).toEqual([undefined, undefined]);
  expect(lane?.heads.map(({ deaths }) => deaths)).toEqual([0, 0]); // nobody died
});

test('the same restore holds once, however often a server starts; the next one holds again', async () => {
  expect(await holdAfterRestore(pool, 'evening')).toEqual([]);
  expect(await holdAfterRestore(pool, 'night')).toEqual(['ledger']);
  const { rows } = await pool.query(
    `select subject_id, reason from audit_entry where action = 'connection.paused'`,
  );
  expect(rows).toHaveLength(2);
});

test('a pause that would end by itself becomes a hold', async () => {
  await pool.query(`
    update connection
    set paused_reason = 'Until noon.', paused_until = now() + interval '1 minute'`);
  expect(await holdAfterRestore(pool, 'noon')).toEqual(['ledger']);
  const { rows } = await pool.query('select paused_reason, paused_until from connection');
  expect(rows).toEqual([{ paused_reason: expect.stringContaining('noon'), paused_until: null }]);
});

test('what was handed over last is where the comparison begins', async () => {
  expect(await isRecovering(pool)).toBe(true);
  expect(await readLatestRestore(pool)).toEqual({ name: 'noon', since: expect.any(String) });
  await pool.query(`update restore set held_at = now() - interval '100 days'`);
  expect(await isRecovering(pool)).toBe(false);
  expect(await readLatestRestore(pool)).toBeUndefined();
});

const WAITING = `
  insert into lane (connection, ordering_key, tail_position, head_position, ready_at)
  values ('ledger', 'C1', 2, 1, now());
  insert into delivery
    (delivery_id, lane_id, position, event_id, step, connection, operation, last_sent_at)
  select 'dlv_' || position, lane_id, position, 'evt_' || position, 'post', 'ledger', 'post', now()
  from lane, generate_series(1, 2) as position
`;

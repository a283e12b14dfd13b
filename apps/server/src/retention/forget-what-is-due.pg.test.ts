/** Runs that are cut short, run beside each other, or meet rows that somebody holds. */

import { setTimeout as sleep } from 'node:timers/promises';
import { parseInstant, plusMs, present, systemClock, type Instant } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { beforeEach, expect, test } from 'vitest';
import { openRetention } from './forget-what-is-due.ts';
import { USUAL_RETENTION } from './retention-terms.ts';
import { emptyTables, idsLeft, writeOldRows } from './testing/old-rows.ts';

const { pool } = await testDatabase();
const NOON = present(parseInstant('2026-03-31T12:00:00Z'), 'an instant');
const DAY_MS = 86_400_000;
const REST_MS = 3_600_000;

beforeEach(() => emptyTables(pool));

/** Another process, with its own clock. */
function process(now: Instant = NOON, rowsMax = 100) {
  const clock = { ...systemClock, now: () => now };
  return openRetention({ pool, clock, terms: USUAL_RETENTION, rowsMax });
}

async function writeOldKeys(count: number, at = plusMs(NOON, -31 * DAY_MS), name = 'k') {
  await writeOldRows(
    pool,
    Array.from({ length: count }, (_, n) => ({
      kind: 'idempotency_key' as const,
      id: `${name}${n}`,
      at,
    })),
  );
}

async function toItsEnd({ duty }: ReturnType<typeof process>): Promise<void> {
  while ((await duty()) < REST_MS);
}

async function auditEntries() {
  const { rows } = await pool.query(`
    select actor, action, subject_id, (detail #> '{deleted,idempotency_key}')::int as keys
    from audit_entry order by sequence`);
  return rows;
}

const ENTRY = { actor: 'engine', action: 'retention.deleted', subject_id: NOON };

test('a process that is gone after two batches: the next one ends its run and tells of all', async () => {
  await writeOldKeys(250);
  const first = process();
  expect(await first.duty()).toBeLessThan(REST_MS);
  await first.duty();
  expect(await auditEntries()).toEqual([]);
  // Due an hour later, but not when the run began: it is left for the run after.
  await writeOldKeys(1, plusMs(NOON, -30 * DAY_MS + 1), 'late');
  const second = process(plusMs(NOON, REST_MS));
  await toItsEnd(second);
  expect(await auditEntries()).toEqual([{ ...ENTRY, keys: 250 }]);
  expect(second.deleted()).toEqual({ idempotency_key: 50 });
  expect(await idsLeft(pool)).toEqual(['late0']);
  await toItsEnd(process(plusMs(NOON, REST_MS)));
  expect(await idsLeft(pool)).toEqual([]);
});

test('a batch that is killed in the middle did nothing, and the run goes on', async () => {
  await writeOldKeys(250);
  const victim = process();
  await victim.duty();
  await pool.query(SLOWLY);
  const killed = victim.duty().catch((error: unknown) => error);
  await killWhoDeletes();
  expect(await killed).toBeInstanceOf(Error);
  await pool.query('drop trigger slowly on idempotency_key');
  expect(victim.deleted()).toEqual({ idempotency_key: 100 });
  expect(await idsLeft(pool)).toHaveLength(150);
  await toItsEnd(process(plusMs(NOON, REST_MS)));
  expect(await idsLeft(pool)).toEqual([]);
  expect(await auditEntries()).toEqual([{ ...ENTRY, keys: 250 }]);
}, 20_000);

test('one process at a time: the other goes away at once', async () => {
  await writeOldKeys(1);
  await pool.query(SLOWLY);
  const working = process().duty();
  await sleep(50);
  const startedAt = performance.now();
  const other = process();
  expect(await other.duty()).toBe(REST_MS);
  expect(performance.now() - startedAt).toBeLessThan(150);
  expect(other.deleted()).toEqual({});
  await working;
  await pool.query('drop trigger slowly on idempotency_key');
  expect(await auditEntries()).toEqual([{ ...ENTRY, keys: 1 }]);
});

test('a row that somebody holds is passed over, without waiting, until the next run', async () => {
  await writeOldKeys(3);
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query(`select from idempotency_key where key = 'k1' for update`);
  await toItsEnd(process());
  expect(await idsLeft(pool)).toEqual(['k1']);
  await holder.query('rollback');
  holder.release();
  await toItsEnd(process());
  expect(await idsLeft(pool)).toEqual([]);
  expect(await auditEntries()).toHaveLength(2);
});

test('a run that finds nothing leaves no entry', async () => {
  await writeOldKeys(1, plusMs(NOON, -29 * DAY_MS));
  await toItsEnd(process());
  expect(await auditEntries()).toEqual([]);
  expect(await idsLeft(pool)).toEqual(['k0']);
});

test('a clock that runs ten years ahead deletes nothing before its time', async () => {
  const { now } = systemClock;
  await writeOldKeys(1, plusMs(now(), -29 * DAY_MS));
  await toItsEnd(process(plusMs(now(), 3_650 * DAY_MS)));
  expect(await idsLeft(pool)).toEqual(['k0']);
});

test('a lane that a person holds keeps its last delivery; what was not told is kept', async () => {
  const at = plusMs(NOON, -91 * DAY_MS);
  const ids = ['held', 'given-up', 'told'];
  await writeOldRows(
    pool,
    ids.map((id) => ({ kind: 'webhook_delivery' as const, id, at })),
  );
  await pool.query(`update lane set held_reason = 'wait' where ordering_key = 'held'`);
  await pool.query(`update delivery set status = 'abandoned' where delivery_id = 'given-up'`);
  await toItsEnd(process());
  expect(await idsLeft(pool)).toEqual(['given-up', 'held']);
  const { rows } = await pool.query('select distinct delivery_id from delivery_attempt order by 1');
  expect(rows).toEqual([{ delivery_id: 'given-up' }, { delivery_id: 'held' }]);
});

test('a session is gone an hour after it was last seen, before it would have ended', async () => {
  await writeOldRows(pool, [{ kind: 'console_session', id: 's', at: plusMs(NOON, DAY_MS) }]);
  const idle = plusMs(NOON, -REST_MS);
  await pool.query('update console_session set last_seen_at = $1', [plusMs(idle, 1)]);
  await toItsEnd(process());
  expect(await idsLeft(pool)).toEqual(['s']);
  await pool.query('update console_session set last_seen_at = $1', [idle]);
  await toItsEnd(process());
  expect(await idsLeft(pool)).toEqual([]);
});

async function killWhoDeletes(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(KILL);
    if (rows.length > 0) return;
    await sleep(10);
  }
}

/** A batch that takes long enough to be met in the middle. */
const SLOWLY = `
  create or replace function slowly() returns trigger language plpgsql as $$
  begin
    perform pg_sleep(0.3);
    return null;
  end $$;
  create trigger slowly after delete on idempotency_key
    for each statement execute function slowly();
`;

const KILL = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state = 'active'
    and query like '%delete from idempotency_key%'
`;

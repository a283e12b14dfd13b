/** Rows of every kind that is deleted in its time, written as of a moment, for tests. */

import { bankingDayOf, plusMs, type Instant } from '@kontor/kernel';
import type pg from 'pg';
import type { Forgettable } from '../delete-due.ts';

/** What it is known by, to see whether it is still there. */
export type OldRow = { readonly kind: Forgettable; readonly id: string; readonly at: Instant };

export async function emptyTables(pool: pg.Pool): Promise<void> {
  await pool.query(EMPTY);
  await pool.query(SOMEBODY);
}

/** `at`: when it was used, noted, told, or ended. */
export async function writeOldRows(pool: pg.Pool, rows: readonly OldRow[]): Promise<void> {
  for (const kind of KINDS) {
    const some = rows.filter((row) => row.kind === kind);
    if (some.length === 0) continue;
    const written = some.map(({ id, at }) => ({
      id,
      at,
      day: bankingDayOf(at),
      later: plusMs(at, DAY_MS),
    }));
    await pool.query(WRITING[kind], [JSON.stringify(written)]);
  }
}

export async function idsLeft(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(LEFT);
  return rows.map(({ id }) => id).sort();
}

export const KINDS = [
  'sign_in_artefact',
  'console_session',
  'connection_sample',
  'prevented_duplicate',
  'webhook_delivery',
  'idempotency_key',
] as const satisfies readonly Forgettable[];

const DAY_MS = 86_400_000;

const GIVEN = `jsonb_to_recordset($1::jsonb) as given
  (id text, at timestamptz, day date, later timestamptz)`;

const WRITING: Readonly<Record<Forgettable, string>> = {
  sign_in_artefact: `insert into sign_in_artefact (kind, artefact_id, payload, expires_at)
    select 'Session', id, '{}', at from ${GIVEN}`,
  console_session: `insert into console_session (session_hash, subject, issuer, permissions,
      legal_entities, started_at, last_seen_at, ends_at)
    select convert_to(id, 'utf8'), 'ana', 'i', '{}', '{}', at, later, at from ${GIVEN}`,
  connection_sample: `insert into connection_sample
    select id, at, 0, 0, 0, 0 from ${GIVEN}`,
  prevented_duplicate: `insert into prevented_duplicate
      (day, kind, legal_entity, subject_kind, subject_id)
    select day, 'same_key', 'DE01', 'transaction', id from ${GIVEN}`,
  webhook_delivery: `with lanes as (
      insert into lane (connection, ordering_key, tail_position, head_position, ready_at)
      select 'webhook-1', id, 1, 2, now() from ${GIVEN} returning lane_id, ordering_key
    ), told as (
      insert into delivery (delivery_id, lane_id, position, event_id, step, connection, operation,
        status, finished_at)
      select id, lane_id, 1, 'evt-' || id, 'webhook', 'webhook-1', 'webhook.post', 'confirmed', at
      from ${GIVEN} join lanes on ordering_key = id returning delivery_id)
    insert into delivery_attempt (delivery_id, number, kind, outcome, started_at, duration_ms)
    select delivery_id, n, 'submit', 'confirmed', now(), 1
    from told, generate_series(1, 2) as n`,
  idempotency_key: `insert into idempotency_key
      (application_id, operation, key, fingerprint, reply, created_at)
    select 'shop', 'post', id, 'f', '"{}"', at from ${GIVEN}`,
};

const LEFT = `
  select artefact_id as id from sign_in_artefact
  union all select convert_from(session_hash, 'utf8') from console_session
  union all select connection from connection_sample
  union all select subject_id from prevented_duplicate
  union all select delivery_id from delivery where event_id is not null
  union all select key from idempotency_key
`;

/** The audit trail refuses to be emptied; only a session without triggers can. */
const EMPTY = `
  set session_replication_role = replica;
  truncate sign_in_artefact, console_session, connection_sample, prevented_duplicate,
    delivery_attempt, delivery, lane, idempotency_key, retention_run, audit_entry, person cascade;
  reset session_replication_role;
`;
const SOMEBODY = `insert into person (subject, name) values ('ana', 'Ana')`;

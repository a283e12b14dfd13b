/**
 * The statements that delete. Each takes a few rows and passes over those that somebody holds:
 * nobody waits for it, and what it passed over is due again in the next run. `ctid` is where a row
 * lies; the lock keeps it there until the statement is done.
 */

import type { Queryable } from '@kontor/postgres';
import type { DueBefore } from './due-before.ts';

export type Forgettable = (typeof DELETIONS)[number]['kind'];

/** Rows by kind; a kind of which nothing was due is not in it. */
export type DeletedRows = Readonly<Partial<Record<Forgettable, number>>>;

/** Up to so many rows of all kinds together; fewer when nothing is left that is due and free. */
export async function deleteDue(
  db: Queryable,
  due: DueBefore,
  rowsMax: number,
): Promise<DeletedRows> {
  const deleted: Partial<Record<Forgettable, number>> = {};
  let left = rowsMax;
  for (const { kind, text, values } of DELETIONS) {
    if (left === 0) break;
    const { rowCount } = await db.query({
      name: `delete_due_${kind}`,
      text,
      values: [left, ...values(due)],
    });
    if (!rowCount) continue;
    deleted[kind] = rowCount;
    left -= rowCount;
  }
  return deleted;
}

export const DELETE_IDEMPOTENCY_KEYS = `
  delete from idempotency_key
  where ctid = any (array(
    select ctid from idempotency_key
    where created_at <= $2
    order by created_at limit $1
    for update skip locked))
`;

export const DELETE_PREVENTED_DUPLICATES = `
  delete from prevented_duplicate
  where ctid = any (array(
    select ctid from prevented_duplicate
    where day <= $2::date
    order by day limit $1
    for update skip locked))
`;

export const DELETE_CONNECTION_SAMPLES = `
  delete from connection_sample
  where ctid = any (array(
    select ctid from connection_sample
    where sampled_at <= $2
    order by sampled_at limit $1
    for update skip locked))
`;

// In no order: each of the two ways to end has its own index.
export const DELETE_CONSOLE_SESSIONS = `
  delete from console_session
  where ctid = any (array(
    select ctid from console_session
    where ends_at <= $2 or last_seen_at <= $3
    limit $1
    for update skip locked))
`;

// What was used stays until it expires: using it a second time has to be recognised until then.
export const DELETE_SIGN_IN_ARTEFACTS = `
  delete from sign_in_artefact
  where ctid = any (array(
    select ctid from sign_in_artefact
    where expires_at <= $2
    order by expires_at limit $1
    for update skip locked))
`;

// The event stays in the feed; an attempt to tell it holds a copy of it. A lane that a person holds
// is shown by its last delivery, so it keeps what it has.
export const DELETE_WEBHOOK_DELIVERIES = `
  with due as materialized (
    select delivery.delivery_id
    from delivery join lane using (lane_id)
    where delivery.status = 'confirmed' and delivery.event_id is not null
      and delivery.finished_at <= $2 and lane.held_reason is null
    order by delivery.finished_at limit $1
    for update of delivery skip locked
  ), attempts as (
    delete from delivery_attempt where delivery_id in (select delivery_id from due)
  )
  delete from delivery where delivery_id in (select delivery_id from due)
`;

/** In this order, so that what people left behind by signing in goes first. */
const DELETIONS = [
  {
    kind: 'sign_in_artefact',
    text: DELETE_SIGN_IN_ARTEFACTS,
    values: ({ endedAt }: DueBefore) => [endedAt],
  },
  {
    kind: 'console_session',
    text: DELETE_CONSOLE_SESSIONS,
    values: ({ endedAt, lastSeenAt }: DueBefore) => [endedAt, lastSeenAt],
  },
  {
    kind: 'connection_sample',
    text: DELETE_CONNECTION_SAMPLES,
    values: ({ sampledAt }: DueBefore) => [sampledAt],
  },
  {
    kind: 'prevented_duplicate',
    text: DELETE_PREVENTED_DUPLICATES,
    values: ({ preventedOn }: DueBefore) => [preventedOn],
  },
  {
    kind: 'webhook_delivery',
    text: DELETE_WEBHOOK_DELIVERIES,
    values: ({ toldAt }: DueBefore) => [toldAt],
  },
  {
    kind: 'idempotency_key',
    text: DELETE_IDEMPOTENCY_KEYS,
    values: ({ usedKeysAt }: DueBefore) => [usedKeysAt],
  },
] as const;

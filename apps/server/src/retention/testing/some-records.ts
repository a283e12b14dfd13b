/** Records written as they are: without the engine, whose work they are the remains of. */

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type pg from 'pg';

export type SomeRecord = {
  readonly id: string;
  readonly legalEntity: string;
  readonly process: string;
  readonly customer: string | null;
  readonly acceptedAt: Instant;
  readonly finishedAt: Instant | null;
  /** What its document is dated. */
  readonly issueDate: string | null;
  readonly status: string;
  /** What of it is open; `webhook`: a delivery of its event; `lane`: somebody holds its lane. */
  readonly open: 'nothing' | 'exception' | 'item' | 'delivery' | 'webhook' | 'lane';
  /** The record that it pays, by its id. */
  readonly pays: string | null;
  readonly minor?: string;
  readonly currency?: string;
};

export type SomeHold = {
  readonly legalEntity: string | null;
  readonly process: string | null;
  readonly customer: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly status: 'in_force' | 'release_asked' | 'released';
};

/** Empties the tables first; triggers and foreign keys stand aside. */
export async function writeRecords(
  pool: pg.Pool,
  records: readonly SomeRecord[],
  holds: readonly SomeHold[] = [],
): Promise<void> {
  const db = await pool.connect();
  try {
    await db.query('set session_replication_role = replica');
    await db.query(EMPTY);
    await db.query(WRITE_TRANSACTIONS, [JSON.stringify(records)]);
    await db.query(WRITE_REST, [JSON.stringify(records)]);
    await writeHolds(db, holds);
  } finally {
    await db.query('reset session_replication_role');
    db.release();
  }
}

/** Beside what is there. */
export async function writeHolds(db: Queryable, holds: readonly SomeHold[]): Promise<void> {
  for (const [at, hold] of holds.entries()) {
    await db.query({
      text: WRITE_HOLD,
      values: [
        `hold-${at}`,
        ...[hold.legalEntity, hold.process, hold.customer, hold.from, hold.to, hold.status],
      ],
    });
  }
}

// Of a few rows quicker than to truncate.
const EMPTY = `
  delete from payment_status_fact; delete from payment_status_report;
  delete from payment_transfer; delete from payment_batch;
  delete from claim; delete from match; delete from open_item; delete from exception_comment;
  delete from exception; delete from delivery_attempt; delete from delivery; delete from lane;
  delete from event; delete from transaction_input; delete from transaction_message;
  delete from transaction; delete from legal_hold; delete from deleted_record;
  delete from record_deletion_item; delete from record_deletion; delete from outbox
`;

const RECORDS = `
  jsonb_to_recordset($1::jsonb) as record (id text, "legalEntity" text, process text, customer text,
    "acceptedAt" timestamptz, "finishedAt" timestamptz, "issueDate" text, status text, open text,
    pays text, minor numeric, currency text)
`;

const WRITE_TRANSACTIONS = `
  insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
    ordering_key, correlation_id, application_id, channel, number, customer, status, input, state,
    accepted_at, finished_at, amount_minor, currency)
  select id, process, 1, "legalEntity", id, id, id, 'shop', 'api', id, customer, status,
    jsonb_strip_nulls(jsonb_build_object('issueDate', "issueDate")), '{}', "acceptedAt",
    "finishedAt", minor, currency
  from ${RECORDS}
`;

// Each has all that a record may have, also what never meets: an exception that is resolved, with
// a comment, two versions of its document, its stream, a report of a bank, a delivery and one that
// told its event, each with an attempt. What is paid has an item that is cleared, unless that is
// what is open.
const WRITE_REST = `
  with record as (
    select *, row_number() over (order by id) as n from ${RECORDS}
  ),
  streams as (
    insert into transaction_message (transaction_id, position, messages)
    select id, position, jsonb_build_array(id) from record, generate_series(1, 2) as position
  ),
  inputs as (
    insert into transaction_input (transaction_id, version, input, recorded_by, reason)
    select id, version, '{}', 'ana', 'x' from record, generate_series(1, 2) as version
  ),
  lanes as (
    insert into lane (lane_id, connection, ordering_key, tail_position, head_position, ready_at,
      held_reason)
    overriding system value
    select n, 'l', id, 1, 2, now(), case when open = 'lane' then 'wait' end from record
  ),
  events as (
    insert into event (position, event_id, type, subject, legal_entity, partition_key,
      transaction_id, data, occurred_at)
    select n, 'evt-' || id, 'x', id, "legalEntity", id, id, '{}', now() from record
  ),
  attempts as (
    insert into delivery_attempt (delivery_id, number, kind, outcome, started_at, duration_ms)
    select kind || id, 1, 'submit', 'confirmed', now(), 1
    from record, unnest(array['dlv-', 'dlw-']) as kind
  ),
  reports as (
    insert into payment_status_report (report_id, message_id, original_message_id, transaction_id,
      legal_entity, told_at, status, reasons, report, fingerprint, content_hash, size_bytes,
      channel, application_id, correlation_id, received_at)
    select 'psr-' || id, id, id, id, "legalEntity", 'x', 'taken', '[]', '{}', 'x', 'x', 1, 'api',
      'x', 'x', "acceptedAt"
    from record
  ),
  comments as (
    insert into exception_comment (exception_id, number, author, text)
    select 'exc-' || id, 1, 'ana', 'x' from record
  ),
  exceptions as (
    insert into exception (exception_id, kind, code, text, legal_entity, transaction_id, permission,
      due_at, status)
    select 'exc-' || id, 'delivery', 'x', 'x', "legalEntity", id, 'x', now(),
      case when open = 'exception' then 'open' else 'resolved' end
    from record
  ),
  deliveries as (
    insert into delivery (delivery_id, lane_id, position, transaction_id, step, connection,
      operation, status)
    select 'dlv-' || id, n, 1, id, 'post', 'l', 'x',
      case when open = 'delivery' then 'parked' else 'confirmed' end
    from record
  ),
  webhooks as (
    insert into delivery (delivery_id, lane_id, position, event_id, step, connection,
      operation, status)
    select 'dlw-' || id, 0, n, 'evt-' || id, 'webhook', 'w', 'x',
      case when open = 'webhook' then 'parked' else 'abandoned' end
    from record
  ),
  items as (
    insert into open_item (open_item_id, transaction_id, legal_entity, customer, number, keys,
      issue_day, currency, amount_minor, document, status)
    select 'opn-' || id, id, "legalEntity", 'C', id, '{}', '2020-01-01', 'EUR', 1, '{}',
      case when open = 'item' then 'partly' else 'cleared' end
    from record
    where open = 'item' or id in (select pays from record)
  ),
  matches as (
    insert into match (match_id, bank_entry_id, legal_entity, customer, currency, amount_minor,
      difference_minor, on_account_minor, rule, explanation, confidence, made_by, transaction_id)
    select 'mat-' || id, 'b', "legalEntity", 'C', 'EUR', 1, 0, 0, 'r', 'x', 100, 'x', id
    from record where pays is not null
  )
  insert into claim (match_id, open_item_id, amount_minor)
  select 'mat-' || id, 'opn-' || pays, 1 from record where pays is not null
`;

const WRITE_HOLD = `
  insert into legal_hold (hold_id, reference, reason, legal_entity, process, customer,
    accepted_from, accepted_to, placed_by, status, release_asked_by, release_asked_at,
    release_reason, released_by, released_at, released_reason)
  select $1, $1, 'x', $2, $3, $4, $5::timestamptz, $6::timestamptz, 'ana', $7,
    case when is_asked then 'ana' end, case when is_asked then now() end,
    case when is_asked then 'x' end, case when is_over then 'ben' end,
    case when is_over then now() end, case when is_over then 'x' end
  from (select $7::text <> 'in_force' as is_asked, $7::text = 'released' as is_over) as hold
`;

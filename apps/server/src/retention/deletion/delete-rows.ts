/**
 * Delete records with all that belongs to them, what points to others first. Everything is found by
 * an index; what is left is their note, the audit trail, and what is of no transaction: files,
 * statements and entries of banks, whose money stays claimed.
 */

import type { Queryable } from '@kontor/postgres';

/** Rows by table. */
export type DeletedRows = Readonly<Record<string, number>>;

export async function deleteRows(db: Queryable, ids: readonly string[]): Promise<DeletedRows> {
  const deleted: Record<string, number> = {};
  for (const [index, { table, text }] of DELETIONS.entries()) {
    const name = `delete_records_${index}`;
    const { rowCount } = await db.query({ name, text, values: [ids] });
    if (rowCount) deleted[table] = (deleted[table] ?? 0) + rowCount;
  }
  return deleted;
}

const OPEN_ITEMS = `array(
  select open_item_id from open_item where transaction_id = any($1::text[]))`;
const MATCHES = `array(select match_id from match where transaction_id = any($1::text[]))`;
const EXCEPTIONS = `array(
  select exception_id from exception where transaction_id = any($1::text[]))`;
const EVENTS = `array(select event_id from event where transaction_id = any($1::text[]))`;
const DELIVERIES = `array(
  select delivery_id from delivery where transaction_id = any($1::text[])
  union all
  select delivery_id from delivery where event_id = any(${EVENTS}))`;

/** In this order. */
export const DELETIONS = [
  {
    table: 'payment_status_fact',
    text: `delete from payment_status_fact where transaction_id = any($1::text[])`,
  },
  {
    table: 'payment_status_report',
    text: `delete from payment_status_report where transaction_id = any($1::text[])`,
  },
  {
    table: 'payment_transfer',
    text: `delete from payment_transfer where transaction_id = any($1::text[])`,
  },
  {
    table: 'payment_batch',
    text: `delete from payment_batch where transaction_id = any($1::text[])`,
  },
  { table: 'claim', text: `delete from claim where open_item_id = any(${OPEN_ITEMS})` },
  { table: 'claim', text: `delete from claim where match_id = any(${MATCHES})` },
  {
    table: 'open_item_to_notice',
    text: `delete from open_item_to_notice where open_item_id = any(${OPEN_ITEMS})`,
  },
  { table: 'open_item', text: `delete from open_item where transaction_id = any($1::text[])` },
  { table: 'match', text: `delete from match where transaction_id = any($1::text[])` },
  {
    table: 'exception_batch_item',
    text: `delete from exception_batch_item where exception_id = any(${EXCEPTIONS})`,
  },
  {
    table: 'exception_comment',
    text: `delete from exception_comment where exception_id = any(${EXCEPTIONS})`,
  },
  { table: 'exception', text: `delete from exception where transaction_id = any($1::text[])` },
  {
    table: 'delivery_attempt',
    text: `delete from delivery_attempt where delivery_id = any(${DELIVERIES})`,
  },
  { table: 'delivery', text: `delete from delivery where delivery_id = any(${DELIVERIES})` },
  // The last one of the feed stays whatever it tells of: the next position is counted from it. `<`
  // would invite PostgreSQL to read the feed up to it.
  {
    table: 'event',
    text: `delete from event
      where transaction_id = any($1::text[])
        and position <> (select position from event order by position desc limit 1)`,
  },
  {
    table: 'transaction_input',
    text: `delete from transaction_input where transaction_id = any($1::text[])`,
  },
  {
    table: 'transaction_message',
    text: `delete from transaction_message where transaction_id = any($1::text[])`,
  },
  { table: 'transaction', text: `delete from transaction where transaction_id = any($1::text[])` },
] as const;

/** What the platform holds, counted, so that a test can say that a request changed nothing. */

import type pg from 'pg';

export type Books = Readonly<Record<string, number>>;

export async function countBooks(pool: pg.Pool): Promise<Books> {
  const counts = COUNTED.map(([name, from]) => `(select count(*)::int from ${from}) as "${name}"`);
  const { rows } = await pool.query<Record<string, number>>(`select ${counts.join(', ')}`);
  return rows[0] ?? {};
}

/** An event is in the outbox until it has its place in the feed: together they are what is told. */
const COUNTED: readonly (readonly [name: string, from: string])[] = [
  ['transactions', 'transaction'],
  ['messages', 'transaction_message'],
  ['deliveries', 'delivery'],
  ['statements', `bank_statement where status = 'booked'`],
  ['entries', 'bank_entry where booked'],
  ['events', '(select event_id from outbox union select event_id from event) as told'],
  ['keys', 'idempotency_key'],
  ['audited', 'audit_entry'],
  ['exceptions', 'exception'],
  // Receipts of earlier files may open exceptions at any moment; those of files only a file does.
  ['aboutFiles', `exception where kind = 'file'`],
];

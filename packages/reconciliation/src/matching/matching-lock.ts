/**
 * Transactions in which rules decide share this lock; the comparison of new open items with
 * unmatched receipts has it alone. Both end within a fraction of a second.
 */

import type { Queryable } from '@kontor/postgres';

export async function joinMatching(db: Queryable): Promise<void> {
  await db.query({ text: 'select pg_advisory_xact_lock_shared($1)', values: [MATCHING_LOCK] });
}

export async function waitForMatching(db: Queryable): Promise<void> {
  await db.query({ text: 'select pg_advisory_xact_lock($1)', values: [MATCHING_LOCK] });
}

/** Any number that no other part of Kontor uses. */
const MATCHING_LOCK = 7_301_020;

/**
 * What a person decided about a transaction: its new state, the exception that this resolves, and
 * what happens to the parked delivery, all or nothing. The versions that the person saw are
 * compared, so the second of two people changes nothing.
 */

import { assert } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { TransactionChange } from '../engine-store.ts';
import { correctInput } from './correct-input.ts';
import { readTransaction } from './read-transaction.ts';
import { resolveException } from './resolve-exception.ts';
import { unparkDelivery } from './unpark-delivery.ts';
import { updateTransactions } from './update-transactions.ts';
import { writeProgress } from './write-progress.ts';

export async function changeTransaction(
  pool: pg.Pool,
  change: TransactionChange,
): Promise<'changed' | 'stale'> {
  try {
    return await inTransaction(pool, (db) => changeInside(db, change));
  } catch (error) {
    if (error === STALE) return 'stale';
    throw error;
  }
}

/**
 * The same, inside a database transaction of the caller's. `stale` when the transaction moved on:
 * nothing was written then. Throws when its exception or its delivery changed, to roll back.
 */
export async function changeInside(
  db: Queryable,
  change: TransactionChange,
): Promise<'changed' | 'stale'> {
  const { transactionId, expectedVersion, progress } = change;
  const transaction = await readTransaction(db, transactionId);
  assert(transaction !== undefined, `transaction ${transactionId} exists`);
  const moved = [{ transaction, progress, position: expectedVersion + 1 }];
  if ((await updateTransactions(db, moved)) !== 1) return 'stale';
  if (change.resolves && !(await resolveException(db, change.resolves))) throw STALE;
  if (change.delivery && !(await unparkDelivery(db, change.delivery))) throw STALE;
  if (progress.correction) await correctInput(db, transactionId, progress.correction);
  await writeProgress(db, moved);
  return 'changed';
}

/** Thrown to roll back. */
export const STALE = new Error('the exception or the delivery changed meanwhile');

/**
 * Accept a batch of transactions in one database transaction: idempotency keys, transactions, their
 * first deliveries, events and audit entries are durable together or not at all. Concurrent callers
 * share one commit (see accept/group-commit.ts); none of them is answered before it.
 */

import { inTransaction, sqlStateOf, type Queryable } from '@kontor/postgres';
import { present, type TransactionId } from '@kontor/kernel';
import type pg from 'pg';
import type { AcceptOutcome, NewTransaction } from '../engine-store.ts';
import { findIdempotencyKeys } from './find-idempotency-keys.ts';
import { findTransactionsByBusinessKey } from './find-transactions-by-business-key.ts';
import { insertIdempotencyKeys } from './insert-idempotency-keys.ts';
import { insertTransactions } from './insert-transactions.ts';
import { writeProgress } from './write-progress.ts';

export async function acceptTransactions(
  pool: pg.Pool,
  starts: readonly NewTransaction[],
): Promise<readonly AcceptOutcome[]> {
  const outcomes = new Map<NewTransaction, AcceptOutcome>();
  let waiting = starts;
  while (waiting.length > 0) {
    const round = withDistinctKeys(waiting);
    for (const [start, outcome] of await acceptRound(pool, round)) outcomes.set(start, outcome);
    waiting = waiting.filter((start) => !outcomes.has(start));
  }
  return starts.map((start) => present(outcomes.get(start), 'every start of a batch is answered'));
}

/** Two requests with one key in one batch: the second is answered by what the first left. */
function withDistinctKeys(starts: readonly NewTransaction[]): readonly NewTransaction[] {
  const seen = new Set<string>();
  return starts.filter(({ idempotency, transaction }) => {
    if (!idempotency) return true;
    const key = `${transaction.applicationId}\n${idempotency.operation}\n${idempotency.key}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type Outcomes = readonly (readonly [NewTransaction, AcceptOutcome])[];

async function acceptRound(pool: pg.Pool, starts: readonly NewTransaction[]): Promise<Outcomes> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(pool, (db) => acceptInside(db, starts));
    } catch (error) {
      // Another process committed one of our keys after we looked: look again.
      if (attempt >= KEY_RACES_MAX || sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    }
  }
}

/** The same, inside a database transaction of the caller's. */
export async function acceptInside(
  db: Queryable,
  starts: readonly NewTransaction[],
): Promise<Outcomes> {
  const known = await findIdempotencyKeys(db, starts);
  const fresh = starts.filter((start) => !known.has(start));
  const inserted = await insertTransactions(db, fresh);
  const accepted = fresh.filter(({ transaction }) => inserted.has(transaction.transactionId));
  const duplicates = fresh.filter(({ transaction }) => !inserted.has(transaction.transactionId));
  await insertIdempotencyKeys(db, accepted);
  await writeProgress(
    db,
    accepted.map(({ transaction, progress }) => ({ transaction, progress, position: 1 })),
  );
  const holders = await findTransactionsByBusinessKey(db, duplicates);
  return starts.map((start) => [start, outcomeOf(start, known, inserted, holders)] as const);
}

function outcomeOf(
  start: NewTransaction,
  known: Awaited<ReturnType<typeof findIdempotencyKeys>>,
  inserted: ReadonlySet<TransactionId>,
  holders: ReadonlyMap<NewTransaction, TransactionId>,
): AcceptOutcome {
  const earlier = known.get(start);
  if (earlier) {
    if (earlier.fingerprint !== start.idempotency?.fingerprint) return { kind: 'key_reused' };
    const { transactionId, reply } = earlier;
    return { kind: 'replayed', transactionId, reply };
  }
  if (inserted.has(start.transaction.transactionId)) return { kind: 'accepted' };
  return {
    kind: 'duplicate',
    transactionId: present(holders.get(start), 'a conflicting business key has a holder'),
  };
}

const UNIQUE_VIOLATION = '23505';
/** Each race needs another process to commit the same key in the same milliseconds. */
const KEY_RACES_MAX = 5;

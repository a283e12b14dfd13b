/**
 * Accept a batch of transactions in one database transaction: idempotency keys, transactions, their
 * first deliveries, events and audit entries are durable together or not at all. Concurrent callers
 * share one commit (see group-commit.ts); none of them is answered before it.
 *
 * First it is read which keys are taken, then everything else is written in one flight. When
 * another process takes a key in between, the write is refused as a whole, and the batch looks
 * again.
 */

import { inTransaction, sqlStateOf, type Queryable } from '@kontor/postgres';
import { present } from '@kontor/kernel';
import type pg from 'pg';
import type { AcceptOutcome, NewTransaction } from '../engine-store.ts';
import { findIdempotencyKeys, type KnownKey } from './find-idempotency-keys.ts';
import {
  findTransactionsByBusinessKey,
  type KeyHolder,
} from './find-transactions-by-business-key.ts';
import { insertIdempotencyKeys } from './insert-idempotency-keys.ts';
import { insertTransactions } from './insert-transactions.ts';
import { writeProgress, type ProgressOf } from './write-progress.ts';

export async function acceptTransactions(
  pool: pg.Pool,
  starts: readonly NewTransaction[],
): Promise<readonly AcceptOutcome[]> {
  const acceptRound = (round: readonly NewTransaction[]) =>
    despiteKeyRaces(() => inTransaction(pool, (db) => acceptInside(db, round)));
  const outcomes = new Map<NewTransaction, AcceptOutcome>();
  let waiting = starts;
  while (waiting.length > 0) {
    for (const [start, outcome] of await acceptRound(withDistinctKeys(waiting))) {
      outcomes.set(start, outcome);
    }
    waiting = waiting.filter((start) => !outcomes.has(start));
  }
  return starts.map((start) => present(outcomes.get(start), 'every start of a batch is answered'));
}

/** Two requests with one key in one batch: the second is answered by what the first left. */
function withDistinctKeys(starts: readonly NewTransaction[]): readonly NewTransaction[] {
  const seen = new Set<string>();
  return starts.filter((start) => {
    const keys = keysOf(start);
    if (keys.some((key) => seen.has(key))) return false;
    for (const key of keys) seen.add(key);
    return true;
  });
}

function keysOf({ transaction, idempotency }: NewTransaction): readonly string[] {
  const { applicationId, process, businessKey } = transaction;
  const business = `${process}\n${businessKey}`;
  if (!idempotency) return [business];
  return [business, `${applicationId}\n${idempotency.operation}\n${idempotency.key}`];
}

export type Outcomes = readonly (readonly [NewTransaction, AcceptOutcome])[];

/** Runs it again when another process takes a key in between. */
export async function despiteKeyRaces<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= KEY_RACES_MAX || sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    }
  }
}

/** The same, inside a database transaction of the caller's. */
export async function acceptInside(
  db: Queryable,
  starts: readonly NewTransaction[],
  write: typeof writeProgress = writeProgress,
): Promise<Outcomes> {
  const [known, holders] = await Promise.all([
    findIdempotencyKeys(db, starts),
    findTransactionsByBusinessKey(db, starts),
  ]);
  const fresh = starts.filter((start) => !known.has(start) && !holders.has(start));
  await Promise.all([
    insertTransactions(db, fresh),
    insertIdempotencyKeys(db, fresh),
    write(db, fresh.map(toFirstProgress)),
  ]);
  return starts.map((start) => {
    return [start, outcomeOf(start, known.get(start), holders.get(start))] as const;
  });
}

function toFirstProgress({ transaction, progress }: NewTransaction): ProgressOf {
  return { transaction, progress, position: 1 };
}

/** The caller's own key says more than the business key: it is a retry, not a second document. */
function outcomeOf(
  start: NewTransaction,
  known: KnownKey | undefined,
  holder: KeyHolder | undefined,
): AcceptOutcome {
  if (known) {
    if (known.fingerprint !== start.idempotency?.fingerprint) return { kind: 'key_reused' };
    return { kind: 'replayed', transactionId: known.transactionId, reply: known.reply };
  }
  if (!holder) return { kind: 'accepted' };
  const { transactionId, deletedAt } = holder;
  return deletedAt === undefined
    ? { kind: 'duplicate', transactionId }
    : { kind: 'deleted', at: deletedAt };
}

const UNIQUE_VIOLATION = '23505';
/** Each race needs another process to commit the same key in the same milliseconds. */
const KEY_RACES_MAX = 5;

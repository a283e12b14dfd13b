/**
 * Do what a caller asks at most once per key: the key is claimed, the effect done and the reply
 * kept in one database transaction. A refusal rolls everything back, so it uses up no key and
 * leaves no half of an effect, whatever `work` had begun.
 *
 * The claim is an advisory lock that the transaction holds to its end. A second request with the
 * same key is told at once that the first still runs, instead of waiting for it on a connection of
 * its own.
 */

import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { Done, IdempotentCall, KeyConflict } from '../../gateway/services.ts';
import { claimKey } from './claim-key.ts';
import { findKey } from './find-key.ts';
import { insertKey } from './insert-key.ts';

/** What `work` answers when it had its effect; everything else is a refusal. */
export type Worked<Result> = { readonly kind: 'done'; readonly result: Result };

/** Whatever `work` may answer besides; taken out, because inference puts everything into it. */
type RefusalOf<Outcome> = Exclude<Outcome, Worked<unknown>>;

export async function withIdempotency<Result, Refusal extends { readonly kind: string }>(
  pool: pg.Pool,
  call: IdempotentCall,
  work: (db: Queryable) => Promise<Worked<Result> | Refusal>,
): Promise<Done<Result> | KeyConflict | RefusalOf<Refusal>> {
  return inTransaction(pool, (db) => workOnce(db, call, work));
}

async function workOnce<Result, Refusal extends { readonly kind: string }>(
  db: Queryable,
  call: IdempotentCall,
  work: (db: Queryable) => Promise<Worked<Result> | Refusal>,
): Promise<Done<Result> | KeyConflict | RefusalOf<Refusal>> {
  const key = { ...call.idempotency, applicationId: call.actor.application };
  if (!(await claimKey(db, key))) {
    return { kind: 'in_flight', retryAfterSeconds: RETRY_AFTER_SECONDS };
  }
  const earlier = await findKey(db, key);
  if (earlier) {
    if (earlier.fingerprint !== key.fingerprint) return { kind: 'reused' };
    return { kind: 'replayed', result: earlier.reply as Result };
  }
  await db.query({ text: 'savepoint before_work' });
  const outcome = await work(db);
  if (!isWorked<Result>(outcome)) {
    await db.query({ text: 'rollback to savepoint before_work' });
    return outcome as RefusalOf<Refusal>;
  }
  await insertKey(db, { ...key, reply: outcome.result });
  return { kind: 'accepted', result: outcome.result };
}

function isWorked<Result>(outcome: { readonly kind: string }): outcome is Worked<Result> {
  return outcome.kind === 'done';
}

/** What a person does takes milliseconds: the next try finds it done. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Carry out what two people agreed to: one process at a time, a batch at a time with rests in
 * between, for as long as the request has not expired. A process that dies loses nothing but its
 * batch; the next one goes on.
 */

import type { Clock, IdSource } from '@kontor/kernel';
import { inTransaction, isLostRace, sqlStateOf, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { Duty } from '../../duties/start-duties.ts';
import type { RecordTerms } from '../record-terms.ts';
import { certify, letExpire } from './certify.ts';
import { deleteBatch } from './delete-batch.ts';
import { claimDeletion, forgetItems, nextWork } from './deletion-work.ts';

export type RecordDeletionOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly terms: RecordTerms;
  readonly recordsMax?: number;
};

export function deleteRecords(options: RecordDeletionOptions): Duty {
  const { pool, clock } = options;
  return async () => {
    const startedMs = clock.elapsedMs();
    const isBusy = await inTransaction(pool, (db) => workOnce(db, options)).catch(waitForOthers);
    if (!isBusy) return REST_MS;
    return Math.max(BETWEEN_BATCHES_MS, SHARE * (clock.elapsedMs() - startedMs));
  };
}

/** False when nothing is left to do, or somebody else does it. */
async function workOnce(
  db: Queryable,
  { clock, ids, terms, recordsMax = RECORDS_MAX }: RecordDeletionOptions,
): Promise<boolean> {
  if (!(await claimDeletion(db))) return false;
  await db.query({ text: `set local statement_timeout = ${STATEMENT_MS_MAX}` });
  await db.query({ text: `set local lock_timeout = ${LOCK_MS_MAX}` });
  // Everything has its index. After a bulk load, or in a database without statistics, PostgreSQL
  // would take a few hundred ids for most of a table, and read it whole for every batch.
  await db.query({ text: 'set local enable_seqscan = off' });
  const work = await nextWork(db);
  if (!work) return (await forgetItems(db)) > 0;
  if (work.status === 'asked') await letExpire(db, work);
  else if (work.status === 'stopped') await certify(db, ids, work, 'stopped');
  else if (work.is_over) await certify(db, ids, work, 'expired');
  else if (!work.is_left) await certify(db, ids, work, 'done');
  else await deleteBatch(db, work, { clock, terms, recordsMax });
  return true;
}

/** Somebody holds what the batch needs: nothing was done, and it is tried again after a rest. */
function waitForOthers(error: unknown): boolean {
  if (sqlStateOf(error) === LOCK_NOT_AVAILABLE || isLostRace(error)) return true;
  throw error;
}

/** A fifth of a second of work: nobody who wants to place a hold waits for longer. */
const RECORDS_MAX = 250;
/** Whoever would wait for us longer than this gives up first, and so do we for them. */
const LOCK_MS_MAX = 500;
const LOCK_NOT_AVAILABLE = '55P03';
/** A batch is one cluster at least, and that has five hundred records at most. */
const STATEMENT_MS_MAX = 10_000;
const BETWEEN_BATCHES_MS = 100;
/** Rests are four times as long as work: of a disk that is slow it takes a fifth at most. */
const SHARE = 4;
/** Who approves watches it begin. */
const REST_MS = 5_000;

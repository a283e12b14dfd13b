/**
 * Delete what was kept for its time, a batch at a time with rests in between, and write into the
 * audit trail what a run deleted. Financial records are never among it.
 *
 * A run goes by the moment it began at, so it comes to an end however much falls due meanwhile. It
 * ends when nothing is left that was due then and is free; who does its last batch tells of all.
 */

import { toEpochMs, type Clock } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { Duty } from '../duties/start-duties.ts';
import { writeAuditEntry } from '../services/audit/write-audit-entry.ts';
import { deleteDue, type DeletedRows } from './delete-due.ts';
import { dueBefore } from './due-before.ts';
import { claimRetention, closeRun, keepRun, readRun, type RetentionRun } from './retention-run.ts';
import type { RetentionTerms } from './retention-terms.ts';

export type RetentionOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly terms: RetentionTerms;
  readonly rowsMax?: number;
};

export type Retention = {
  /** One batch. */
  readonly duty: Duty;
  /** By this process since it started. */
  readonly deleted: () => DeletedRows;
};

export function openRetention(options: RetentionOptions): Retention {
  const { pool, clock } = options;
  let deleted: DeletedRows = {};
  return {
    duty: async () => {
      const startedMs = clock.elapsedMs();
      const batch = await inTransaction(pool, (db) => forgetBatch(db, options));
      deleted = added(deleted, batch.deleted);
      if (batch.isLast) return REST_MS;
      return Math.max(BETWEEN_BATCHES_MS, SHARE * (clock.elapsedMs() - startedMs));
    },
    deleted: () => deleted,
  };
}

type Batch = { readonly deleted: DeletedRows; readonly isLast: boolean };

async function forgetBatch(
  db: Queryable,
  { clock, terms, rowsMax = ROWS_MAX }: RetentionOptions,
): Promise<Batch> {
  if (!(await claimRetention(db))) return { deleted: {}, isLast: true };
  await db.query({ text: `set local statement_timeout = ${STATEMENT_MS_MAX}` });
  const run = await readRun(db, clock.now());
  const deleted = await deleteDue(db, dueBefore(run.asOf, terms), rowsMax);
  const soFar = { asOf: run.asOf, deleted: added(run.deleted, deleted) };
  const isLast = sumOf(deleted) < rowsMax;
  if (!isLast) await keepRun(db, soFar);
  else if (sumOf(soFar.deleted) > 0) await endRun(db, soFar, terms);
  return { deleted, isLast };
}

async function endRun(db: Queryable, run: RetentionRun, terms: RetentionTerms): Promise<void> {
  await closeRun(db);
  await writeAuditEntry(db, {
    actor: 'engine',
    action: 'retention.deleted',
    subject: { kind: 'retention', id: run.asOf },
    reason: 'It was kept for its time.',
    detail: { deleted: run.deleted, terms },
    correlationId: `retention-${toEpochMs(run.asOf)}`,
  });
}

function added(left: DeletedRows, right: DeletedRows): DeletedRows {
  const sum: Record<string, number> = { ...left };
  for (const [kind, rows] of Object.entries(right)) sum[kind] = (sum[kind] ?? 0) + rows;
  return sum;
}

function sumOf(deleted: DeletedRows): number {
  return Object.values(deleted).reduce((sum, rows) => sum + rows, 0);
}

/** Some milliseconds of work: nobody who wants one of these rows waits for longer. */
const ROWS_MAX = 500;
/** A batch that takes longer is not a small one: it is given up, and told of as trouble. */
const STATEMENT_MS_MAX = 5_000;
const BETWEEN_BATCHES_MS = 100;
/** Rests are four times as long as work: of a disk that is slow it takes a fifth at most. */
const SHARE = 4;
/** What is due may wait for an hour; an entry in the audit trail an hour can still be read. */
const REST_MS = 3_600_000;

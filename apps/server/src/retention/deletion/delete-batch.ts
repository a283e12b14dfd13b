/**
 * One batch of a deletion that two people agreed to, in one database transaction: what goes of it,
 * its notes and its sums are there together or not at all.
 */

import type { Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { readAsOf } from '../as-of.ts';
import type { RecordTerms } from '../record-terms.ts';
import { recordsDueBefore } from '../records-due-before.ts';
import { chooseBatch, type Law } from './choose-batch.ts';
import { deleteRows, type DeletedRows } from './delete-rows.ts';
import { beginBatch, keepBatch, wentOf, type DeletionWork, type Went } from './deletion-work.ts';
import { noteDeleted } from './note-deleted.ts';
import { plusRows } from './sums.ts';

export type BatchOptions = {
  readonly clock: Clock;
  readonly terms: RecordTerms;
  readonly recordsMax: number;
};

/** Answers how many records went. */
export async function deleteBatch(
  db: Queryable,
  work: DeletionWork,
  { clock, terms, recordsMax }: BatchOptions,
): Promise<number> {
  await beginBatch(db, work);
  const asOf = await readAsOf(db, clock.now());
  const term = terms.get(work.legal_entity);
  const law: Law = {
    deletionId: work.deletion_id,
    legalEntity: work.legal_entity,
    dueBefore: term && earlier(work.due_before, recordsDueBefore(asOf, term)),
  };
  const { looked, going } = await chooseBatch(db, law, recordsMax);
  const noted = await noteDeleted(db, { law, month: work.month, going });
  const rows = noted.ids.length > 0 ? await deleteRows(db, noted.ids) : {};
  const before = wentOf(work);
  const went: Went = { ...plusRows(before, noted.sums), rows: plusCounts(before.rows, rows) };
  await keepBatch(db, work, { went, done: [...looked, ...noted.ids] });
  return noted.ids.length;
}

/** A term that was made longer meanwhile counts; one that was made shorter does not. */
function earlier(left: string, right: string): string {
  return left < right ? left : right;
}

function plusCounts(left: DeletedRows, right: DeletedRows): DeletedRows {
  const sum: Record<string, number> = { ...left };
  for (const [table, rows] of Object.entries(right)) sum[table] = (sum[table] ?? 0) + rows;
  return sum;
}

/** The request that is worked on, as the worker reads and keeps it. */

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { RecordTerm } from '../record-terms.ts';
import type { DeletedRows } from './delete-rows.ts';
import { NO_SUMS, type Sums } from './sums.ts';

export type DeletionStatus = 'asked' | 'approved' | 'declined' | 'done' | 'expired' | 'stopped';

export type DeletionWork = {
  readonly deletion_id: string;
  readonly month: string;
  readonly legal_entity: string;
  readonly reason: string;
  readonly term: Pick<RecordTerm, 'years' | 'yearEndsInMonth'>;
  readonly due_before: string;
  readonly shown: Sums;
  readonly status: DeletionStatus;
  readonly asked_by: string;
  readonly asked_at: Instant;
  readonly decided_by: string | null;
  readonly decided_at: Instant | null;
  readonly decision_reason: string | null;
  readonly ended_at: Instant | null;
  readonly went: Went | Record<string, never>;
  readonly is_over: boolean;
  readonly is_left: boolean;
};

export type Went = Sums & { readonly rows: DeletedRows };

export function wentOf({ went }: Pick<DeletionWork, 'went'>): Went {
  return 'rows' in went ? (went as Went) : { ...NO_SUMS, rows: {} };
}

/** False while another process works. The lock ends with the transaction, also when that dies. */
export async function claimDeletion(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ claimed: boolean }>({
    name: 'claim_record_deletion',
    text: 'select pg_try_advisory_xact_lock($1) as claimed',
    values: [DELETION_LOCK],
  });
  return rows[0]?.claimed === true;
}

/** The one that was worked on least lately; locked, so that nobody decides meanwhile. */
export async function nextWork(db: Queryable): Promise<DeletionWork | undefined> {
  const { rows } = await db.query<DeletionWork>({ name: 'next_deletion_work', text: NEXT_WORK });
  return rows[0];
}

/** Marks this very database transaction as the one that works, which triggers ask for. */
export async function beginBatch(db: Queryable, { deletion_id: id }: DeletionWork): Promise<void> {
  await db.query({
    name: 'begin_deletion_batch',
    text: 'update record_deletion set worked_at = now() where deletion_id = $1',
    values: [id],
  });
}

export async function keepBatch(
  db: Queryable,
  { deletion_id: id }: DeletionWork,
  { went, done }: { readonly went: Went; readonly done: readonly string[] },
): Promise<void> {
  await db.query({
    name: 'keep_deletion_batch',
    text: 'update record_deletion set went = $2 where deletion_id = $1',
    values: [id, JSON.stringify(went)],
  });
  await db.query({
    name: 'forget_deletion_items',
    text: `delete from record_deletion_item
      where deletion_id = $1 and transaction_id = any($2::text[])`,
    values: [id, done],
  });
}

/** What was meant by requests that ended otherwise; answers how many rows. */
export async function forgetItems(db: Queryable): Promise<number> {
  const { rowCount } = await db.query({
    name: 'forget_items_of_ended',
    text: FORGET_ITEMS_OF_ENDED,
    values: [ITEMS_MAX],
  });
  return rowCount ?? 0;
}

const NEXT_WORK = `
  select deletion_id, month, legal_entity, reason, term, due_before, shown, status, asked_by,
    asked_at, decided_by, decided_at, decision_reason, ended_at, went,
    expires_at <= now() as is_over,
    exists (select from record_deletion_item as item
      where item.deletion_id = record_deletion.deletion_id) as is_left
  from record_deletion
  where certificate is null and (
    status = 'approved' or (status = 'asked' and expires_at <= now())
    or (status in ('expired', 'stopped') and decided_by is not null))
  order by worked_at nulls first, asked_at
  limit 1
  for update
`;

const FORGET_ITEMS_OF_ENDED = `
  delete from record_deletion_item
  where ctid = any(array(
    select item.ctid
    from record_deletion
    cross join lateral (
      select ctid from record_deletion_item
      where record_deletion_item.deletion_id = record_deletion.deletion_id
      limit $1
    ) as item
    where status not in ('asked', 'approved')
    limit $1))
`;

/** Any number that no other part of Kontor uses. */
const DELETION_LOCK = 7_301_007;
const ITEMS_MAX = 5_000;

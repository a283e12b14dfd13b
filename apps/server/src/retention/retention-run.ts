/**
 * The run that is under way. Its row changes in the database transaction of every batch: a process
 * that dies between two of them loses nothing, and the next one, whichever it is, goes on.
 */

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { DeletedRows } from './delete-due.ts';

export type RetentionRun = { readonly asOf: Instant; readonly deleted: DeletedRows };

/** False while another process works. The lock ends with the transaction, also when that dies. */
export async function claimRetention(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ claimed: boolean }>({
    name: 'claim_retention',
    text: 'select pg_try_advisory_xact_lock($1) as claimed',
    values: [RETENTION_LOCK],
  });
  return rows[0]?.claimed === true;
}

/** The one under way, or a new one as of now: of two clocks that differ, by the one behind. */
export async function readRun(db: Queryable, now: Instant): Promise<RetentionRun> {
  const { rows } = await db.query<RetentionRunRow>({
    name: 'read_retention_run',
    text: READ_RETENTION_RUN,
    values: [now],
  });
  const [row] = rows;
  return { asOf: row?.as_of ?? now, deleted: row?.deleted ?? {} };
}

export async function keepRun(db: Queryable, { asOf, deleted }: RetentionRun): Promise<void> {
  await db.query({
    name: 'keep_retention_run',
    text: KEEP_RETENTION_RUN,
    values: [asOf, JSON.stringify(deleted)],
  });
}

export async function closeRun(db: Queryable): Promise<void> {
  await db.query({ name: 'close_retention_run', text: 'delete from retention_run' });
}

const READ_RETENTION_RUN = `
  select coalesce(retention_run.as_of, least($1::timestamptz, now())) as as_of, deleted
  from (select) as always left join retention_run on true
`;

const KEEP_RETENTION_RUN = `
  insert into retention_run (as_of, deleted) values ($1, $2)
  on conflict (only_one) do update set deleted = excluded.deleted
`;

type RetentionRunRow = { readonly as_of: Instant; readonly deleted: DeletedRows | null };

/** Any number that no other part of Kontor uses. */
const RETENTION_LOCK = 7_301_003;

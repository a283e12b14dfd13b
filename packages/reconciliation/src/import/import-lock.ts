/**
 * A lock that lives as long as the connection of one import. It ends with the process, so that
 * another process can tell an import that died from one that is under way.
 */

import type { Queryable } from '@kontor/postgres';

export async function lockImport(db: Queryable, bankFileId: string): Promise<void> {
  await db.query({
    text: 'select pg_advisory_lock(hashtextextended($1, 0))',
    values: [bankFileId],
  });
}

export async function unlockImport(db: Queryable, bankFileId: string): Promise<void> {
  await db.query({
    text: 'select pg_advisory_unlock(hashtextextended($1, 0))',
    values: [bankFileId],
  });
}

/** Until the transaction ends; false when the import is alive. */
export async function lockDeadImport(db: Queryable, bankFileId: string): Promise<boolean> {
  const { rows } = await db.query<{ locked: boolean }>({
    text: 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
    values: [bankFileId],
  });
  return rows[0]?.locked === true;
}

/**
 * Clears what processes that died left of files they were receiving. Run at every start: imports
 * that are alive in other processes hold their lock and are left alone. The senders have no answer
 * to those files yet, and send them again.
 */

import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import { discardImport } from './discard-import.ts';
import { lockDeadImport } from './import-lock.ts';

/** Answers how many were cleared. */
export async function discardUnfinishedImports(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bank_file_id: string }>(UNFINISHED_IMPORTS);
  let discarded = 0;
  for (const { bank_file_id: bankFileId } of rows) {
    discarded += await inTransaction(pool, async (db) => {
      if (!(await lockDeadImport(db, bankFileId))) return 0;
      await discardImport(db, bankFileId);
      return 1;
    });
  }
  return discarded;
}

const UNFINISHED_IMPORTS = `select bank_file_id from bank_file where status = 'receiving'`;

/** Takes every trace of an import away that was not settled: its entries, statements and file. */

import type { Queryable } from '@kontor/postgres';

export async function discardImport(db: Queryable, bankFileId: string): Promise<void> {
  await db.query({ name: 'discard_import', text: DISCARD_IMPORT, values: [bankFileId] });
}

/** One statement, so that it happens as a whole; foreign keys are checked when it is done. */
const DISCARD_IMPORT = `
  with file as (
    select bank_file_id from bank_file where bank_file_id = $1 and status = 'receiving'
  ), gone_statement as (
    delete from bank_statement using file
    where bank_statement.bank_file_id = file.bank_file_id
    returning bank_statement_id
  ), gone_entries as (
    delete from staged_entries using gone_statement
    where staged_entries.bank_statement_id = gone_statement.bank_statement_id
  )
  delete from bank_file using file where bank_file.bank_file_id = file.bank_file_id
`;

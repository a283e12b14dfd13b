import type { Queryable } from '@kontor/postgres';

/** When a file is judged, what was kept aside of it is either in its place or not wanted. */
export async function dropStagedEntries(db: Queryable, bankFileId: string): Promise<void> {
  await db.query({ name: 'drop_staged_entries', text: DROP_STAGED_ENTRIES, values: [bankFileId] });
}

const DROP_STAGED_ENTRIES = `
  delete from staged_entries using bank_statement
  where bank_statement.bank_file_id = $1
    and staged_entries.bank_statement_id = bank_statement.bank_statement_id
`;

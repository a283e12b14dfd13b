/** The file that holds these very bytes. A quarantined one does not count: it may be sent again. */

import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { ImportedFile } from './import-bank-file.ts';

export async function findFileByContent(
  db: Queryable,
  contentHash: string,
): Promise<ImportedFile | undefined> {
  const { rows } = await db.query<FileRow>({
    name: 'find_file_by_content',
    text: FIND_FILE_BY_CONTENT,
    values: [contentHash],
  });
  const [row] = rows;
  return row && { bankFileId: row.bank_file_id, status: row.status, reasons: row.reasons };
}

const FIND_FILE_BY_CONTENT = `
  select bank_file_id, status, reasons
  from bank_file
  where content_hash = $1 and status <> 'quarantined'
`;

type FileRow = {
  readonly bank_file_id: string;
  readonly status: ImportedFile['status'];
  readonly reasons: readonly Defect[];
};

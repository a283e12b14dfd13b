import type { ImportedFile } from '@kontor/reconciliation';
import type { Defect, Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type FileRow = {
  readonly bank_file_id: string;
  readonly status: ImportedFile['status'];
  readonly name: string | null;
  readonly format: string | null;
  readonly channel: 'api' | 'folder';
  readonly received_at: Instant;
  readonly size_bytes: string;
  readonly legal_entities: readonly string[];
  readonly reasons: readonly Defect[];
  readonly quoted_line: number | null;
  readonly quoted_text: string | null;
  readonly statements: number;
  readonly entries: number;
  readonly exception_id: string | null;
};

/** Files that were received from one moment (included) to another (excluded), newest first. */
export async function readMonthFiles(
  db: Queryable,
  legalEntities: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly FileRow[]> {
  const { rows } = await db.query<FileRow>({
    name: 'read_month_files',
    text: READ_MONTH_FILES,
    values: [legalEntities, from, to],
  });
  return rows;
}

/** With `bank_file` as `file` in scope. */
export const FILE_COLUMNS = `
  file.bank_file_id, file.status, file.name, file.format, file.channel, file.received_at,
  file.size_bytes, file.legal_entities, file.reasons, file.quoted_line, file.quoted_text,
  held.statements, held.entries,
  (select exception_id from exception
   where exception.bank_file_id = file.bank_file_id and exception.status = 'open'
   limit 1) as exception_id
`;

export const JOIN_HELD = `
  left join lateral (
    select count(*)::integer as statements, coalesce(sum(entry_count), 0)::integer as entries
    from bank_statement
    where bank_statement.bank_file_id = file.bank_file_id
  ) as held on true
`;

const READ_MONTH_FILES = `
  select ${FILE_COLUMNS}
  from bank_file as file
  ${JOIN_HELD}
  where file.received_at >= $2::timestamptz and file.received_at < $3::timestamptz
    and file.legal_entities && $1 and file.status <> 'receiving'
  order by file.received_at desc, file.bank_file_id desc
  limit 200
`;

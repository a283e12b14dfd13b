import type { Queryable } from '@kontor/postgres';
import type { ImportedFile } from './import-bank-file.ts';
import type { ReadFile } from './settle-import.ts';

export async function finishFile(
  db: Queryable,
  file: ReadFile,
  { bankFileId, status, reasons }: ImportedFile,
): Promise<void> {
  await db.query({
    name: 'finish_file',
    text: FINISH_FILE,
    values: [
      bankFileId,
      status,
      JSON.stringify(reasons),
      file.contentHash,
      file.sizeBytes,
      file.header?.format,
      file.header?.messageId,
      entitiesOf(file),
      file.quote?.line,
      file.quote?.text,
    ],
  });
}

/** A file whose accounts are all unknown belongs to the entity that answers for such files. */
export function entitiesOf({ statements, answerable }: ReadFile): readonly string[] {
  const entities = new Set(statements.flatMap(({ legalEntity }) => legalEntity ?? []));
  return entities.size > 0 ? [...entities].sort() : [answerable];
}

const FINISH_FILE = `
  update bank_file
  set status = $2, reasons = $3, content_hash = $4, size_bytes = $5, format = $6, message_id = $7,
      legal_entities = $8, quoted_line = $9, quoted_text = $10,
      finished_at = case when $2 = 'waiting' then null else now() end
  where bank_file_id = $1
`;

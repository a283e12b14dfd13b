import type { Queryable } from '@kontor/postgres';
import type { ArrivingFile } from './import-bank-file.ts';

/** Its hash is not known before its last byte: until then its own id stands there. */
export async function insertBankFile(
  db: Queryable,
  bankFileId: string,
  file: ArrivingFile,
): Promise<void> {
  await db.query({
    name: 'insert_bank_file',
    text: INSERT_BANK_FILE,
    values: [bankFileId, file.name, file.channel, file.applicationId, file.correlationId],
  });
}

const INSERT_BANK_FILE = `
  insert into bank_file (bank_file_id, content_hash, name, channel, size_bytes, status,
    application_id, correlation_id)
  values ($1, $1, $2, $3, 0, 'receiving', $4, $5)
`;

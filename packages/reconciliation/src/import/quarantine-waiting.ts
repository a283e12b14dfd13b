/** A statement that waited, and that what was booked meanwhile contradicts. A person must look. */

import type { Queryable } from '@kontor/postgres';
import { openException } from '../record/open-exception.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import type { Office } from './import-bank-file.ts';
import type { ReadFile } from './settle-import.ts';
import { setStatementStatus } from './set-statement-status.ts';

export async function quarantineWaiting(
  db: Queryable,
  { ids }: Office,
  { applicationId, correlationId }: ReadFile,
  { id: bankStatementId, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  await setStatementStatus(db, { bankStatementId, status: 'quarantined', reason });
  const { rows } = await db.query<{ legal_entity: string; bank_file_id: string }>({
    name: 'statement_owner',
    text: STATEMENT_OWNER,
    values: [bankStatementId],
  });
  for (const { legal_entity: legalEntity, bank_file_id: bankFileId } of rows) {
    await openException(db, ids, {
      kind: 'file',
      code: 'statement_contradicted',
      text: `A statement that waited cannot be booked. ${reason}`,
      legalEntity,
      bankFileId,
      correlationId,
    });
    await writeAuditEntry(db, {
      actor: applicationId,
      action: 'bank_statement.quarantined',
      subject: { kind: 'bank-statement', id: bankStatementId },
      legalEntity,
      reason,
      correlationId,
    });
  }
}

const STATEMENT_OWNER = `
  select legal_entity, bank_file_id from bank_statement where bank_statement_id = $1
`;

/**
 * Closes what was asked about a bank entry when a rule, a person or the bank has answered it, and
 * tells of it; nothing happens when nothing was asked.
 */

import type { IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from './write-audit-entry.ts';
import { writeEvent } from './write-event.ts';

export type Answer = {
  readonly bankEntryId: string;
  /** retry: the rules looked again and matched; confirm-done: it is settled otherwise. */
  readonly action: 'retry' | 'confirm-done';
  readonly by: string;
  readonly reason: string;
  readonly correlationId?: string;
};

export async function resolveExceptionOfEntry(
  db: Queryable,
  ids: IdSource,
  { bankEntryId, action, by, reason, correlationId }: Answer,
): Promise<void> {
  const { rows } = await db.query<ResolvedRow>({
    name: 'resolve_exception_of_entry',
    text: RESOLVE_EXCEPTION_OF_ENTRY,
    values: [bankEntryId, action, by, reason],
  });
  for (const { exception_id: exception, code: kind, legal_entity: legalEntity } of rows) {
    await writeEvent(db, ids, {
      type: 'kontor.exception.resolved.v1',
      subject: exception,
      legalEntity,
      partitionKey: exception,
      correlationId,
      data: { exception, kind, legalEntity, action, by },
    });
    await writeAuditEntry(db, {
      actor: by,
      action: 'exception.resolved',
      subject: { kind: 'exception', id: exception },
      legalEntity,
      reason,
      ...(correlationId !== undefined && { correlationId }),
    });
  }
}

const RESOLVE_EXCEPTION_OF_ENTRY = `
  update exception
  set status = 'resolved', resolution = $2, resolved_by = $3, resolved_reason = $4,
      resolved_at = now(), version = version + 1
  where bank_entry_id = $1 and status = 'open'
  returning exception_id, code, legal_entity
`;

type ResolvedRow = {
  readonly exception_id: string;
  readonly code: string;
  readonly legal_entity: string;
};

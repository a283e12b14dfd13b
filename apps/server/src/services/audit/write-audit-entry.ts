import type { Queryable } from '@kontor/postgres';

export type NewAuditEntry = {
  readonly actor: string;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly legalEntity?: string;
  readonly reason?: string;
  readonly detail?: unknown;
  readonly correlationId: string;
};

/**
 * In the same database transaction as the change: no change without its entry, and no entry alone.
 */
export async function writeAuditEntry(db: Queryable, entry: NewAuditEntry): Promise<void> {
  const { actor, action, subject, legalEntity, reason, detail, correlationId } = entry;
  await db.query({
    name: 'write_audit_entry',
    text: WRITE_AUDIT_ENTRY,
    values: [
      actor,
      action,
      subject.kind,
      subject.id,
      legalEntity ?? null,
      reason ?? null,
      detail === undefined ? null : JSON.stringify(detail),
      correlationId,
    ],
  });
}

const WRITE_AUDIT_ENTRY = `
  insert into audit_entry
    (actor, action, subject_kind, subject_id, legal_entity, reason, detail, correlation_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
`;

/** Who did what, to what, when and why: written in the transaction of the change itself. */

import type { Queryable } from '@kontor/postgres';

export type AuditEntry = {
  /** Application or person; `engine` for Kontor itself. */
  readonly actor: string;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly legalEntity?: string;
  readonly reason?: string;
  readonly detail?: unknown;
  readonly correlationId?: string;
};

export async function writeAuditEntry(db: Queryable, entry: AuditEntry): Promise<void> {
  await db.query({
    name: 'reconciliation_write_audit_entry',
    text: WRITE_AUDIT_ENTRY,
    values: [
      entry.actor,
      entry.action,
      entry.subject.kind,
      entry.subject.id,
      entry.legalEntity,
      entry.reason,
      entry.detail === undefined ? undefined : JSON.stringify(entry.detail),
      entry.correlationId,
    ],
  });
}

const WRITE_AUDIT_ENTRY = `
  insert into audit_entry
    (actor, action, subject_kind, subject_id, legal_entity, reason, detail, correlation_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
`;

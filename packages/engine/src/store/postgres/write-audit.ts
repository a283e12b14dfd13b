import type { Queryable } from '@kontor/postgres';
import type { ProgressOf } from './write-progress.ts';

/**
 * In the same database transaction as the change: no change without its entry, and no entry alone.
 */
export async function writeAudit(db: Queryable, batch: readonly ProgressOf[]): Promise<void> {
  const rows = batch.flatMap(({ transaction, progress }) =>
    progress.audit.map((entry) => ({
      actor: entry.actor,
      action: entry.action,
      subject_id: transaction.transactionId,
      legal_entity: transaction.legalEntity,
      reason: entry.reason,
      detail: entry.detail,
      correlation_id: transaction.correlationId,
    })),
  );
  if (rows.length === 0) return;
  await db.query({ name: 'write_audit', text: WRITE_AUDIT, values: [JSON.stringify(rows)] });
}

const WRITE_AUDIT = `
  insert into audit_entry
    (actor, action, subject_kind, subject_id, legal_entity, reason, detail, correlation_id)
  select actor, action, 'transaction', subject_id, legal_entity, reason, detail, correlation_id
  from jsonb_to_recordset($1::jsonb) as entry
    (actor text, action text, subject_id text, legal_entity text, reason text, detail jsonb,
     correlation_id text)
`;

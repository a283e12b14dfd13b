import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../../services/audit/write-audit-entry.ts';
import type { Refusal } from './session.ts';

/** Names nobody where nobody was recognised: people type passwords where their e-mail belongs. */
export async function noteRefusal(
  db: Queryable,
  { subject, reason, correlationId }: Refusal,
): Promise<void> {
  await writeAuditEntry(db, {
    actor: subject ?? NOBODY,
    action: 'sign_in.refused',
    subject: { kind: 'person', id: subject ?? NOBODY },
    detail: { reason },
    correlationId,
  });
}

const NOBODY = 'unknown';

import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../../services/audit/write-audit-entry.ts';
import { hashOfSessionId } from './session-id.ts';
import type { EndedSession } from './session.ts';

export async function endSession(
  db: Queryable,
  { id, correlationId }: { readonly id: string; readonly correlationId: string },
): Promise<EndedSession | undefined> {
  const { rows } = await db.query<{ subject: string; id_token: string | null }>({
    name: 'end_session',
    text: END_SESSION,
    values: [hashOfSessionId(id)],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { subject, id_token: idToken } = row;
  await writeAuditEntry(db, {
    actor: subject,
    action: 'session.ended',
    subject: { kind: 'person', id: subject },
    correlationId,
  });
  return { subject, ...(idToken !== null && { idToken }) };
}

const END_SESSION = `
  delete from console_session where session_hash = $1 returning subject, id_token
`;

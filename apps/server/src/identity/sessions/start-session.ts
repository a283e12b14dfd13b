import { plusMs, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../../services/audit/write-audit-entry.ts';
import { hashOfSessionId } from './session-id.ts';
import { SESSION_MS_MAX, type SignedIn } from './session.ts';

export type StartedSession = {
  readonly id: string;
  readonly signedIn: SignedIn;
  readonly at: Instant;
  readonly correlationId: string;
};

/** In one database transaction with the audit entry that says so. */
export async function startSession(db: Queryable, started: StartedSession): Promise<void> {
  const { id, signedIn, at, correlationId } = started;
  const { subject, name, email, issuer, permissions, legalEntities, idToken } = signedIn;
  await db.query({
    name: 'name_person',
    text: NAME_PERSON,
    values: [subject, name, email ?? null],
  });
  await db.query({
    name: 'start_session',
    text: START_SESSION,
    values: [
      hashOfSessionId(id),
      subject,
      issuer,
      permissions,
      legalEntities,
      idToken ?? null,
      at,
      plusMs(at, SESSION_MS_MAX),
    ],
  });
  await writeAuditEntry(db, {
    actor: subject,
    action: 'session.started',
    subject: { kind: 'person', id: subject },
    detail: { name, issuer },
    correlationId,
  });
}

// Of a person of another issuer it is all that we keep.
const NAME_PERSON = `
  insert into person (subject, name, email) values ($1, $2, $3)
  on conflict (subject) do update set name = excluded.name, email = excluded.email
  where person.password_hash is null
`;
const START_SESSION = `
  insert into console_session
    (session_hash, subject, issuer, permissions, legal_entities, id_token, started_at,
     last_seen_at, ends_at)
  values ($1, $2, $3, $4, $5, $6, $7, $7, $8)
`;

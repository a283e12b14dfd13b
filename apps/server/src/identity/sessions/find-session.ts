import { isPermission, isRoleName, permissionsOf } from '@kontor/contracts';
import { plusMs, toEpochMs, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Actor } from '../actor.ts';
import { hashOfSessionId } from './session-id.ts';
import { CONSOLE_APPLICATION, IDLE_MS_MAX, SEEN_EVERY_MS, type Visit } from './session.ts';

export type Looking = Visit & {
  readonly id: string;
  readonly at: Instant;
  /** Whose sessions count: those of an issuer that was replaced do not. */
  readonly issuer: string;
  /** Whether people and their roles are ours, so that what they may do is read from them. */
  readonly isOwnIssuer: boolean;
};

export async function findSession(db: Queryable, looking: Looking): Promise<Actor | undefined> {
  const { id, at, issuer, isOwnIssuer, isUnattended } = looking;
  const sessionHash = hashOfSessionId(id);
  const { rows } = await db.query<SessionRow>({
    name: 'find_session',
    text: FIND_SESSION,
    values: [sessionHash, at, plusMs(at, -IDLE_MS_MAX), issuer],
  });
  const [row] = rows;
  if (!row || (isOwnIssuer && !row.may_sign_in)) return undefined;
  if (!isUnattended && toEpochMs(at) - toEpochMs(row.last_seen_at) >= SEEN_EVERY_MS) {
    await db.query({ name: 'see_session', text: SEE_SESSION, values: [sessionHash, at] });
  }
  return isOwnIssuer ? actorOfPerson(row, issuer) : actorOfIssuer(row, issuer);
}

const FIND_SESSION = `
  select session.subject, session.permissions, session.legal_entities, session.last_seen_at,
         session.ends_at, person.name, person.email, person.roles,
         person.legal_entities as person_legal_entities,
         person.password_hash is not null and not person.disabled as may_sign_in
  from console_session as session
  join person on person.subject = session.subject
  where session.session_hash = $1 and session.ends_at > $2 and session.last_seen_at > $3
    and session.issuer = $4
`;
const SEE_SESSION = `
  update console_session set last_seen_at = $2 where session_hash = $1 and last_seen_at < $2
`;

type SessionRow = {
  readonly subject: string;
  readonly permissions: readonly string[];
  readonly legal_entities: readonly string[];
  readonly last_seen_at: Instant;
  readonly ends_at: Instant;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly person_legal_entities: readonly string[];
  readonly may_sign_in: boolean;
};

function actorOfPerson(row: SessionRow, issuer: string): Actor {
  const roles = row.roles.filter(isRoleName);
  return {
    subject: row.subject,
    application: CONSOLE_APPLICATION,
    issuer,
    permissions: new Set(permissionsOf(roles)),
    legalEntities: new Set(row.person_legal_entities),
    person: { name: row.name, email: row.subject, roles, sessionEndsAt: row.ends_at },
  };
}

function actorOfIssuer(row: SessionRow, issuer: string): Actor {
  return {
    subject: row.subject,
    application: CONSOLE_APPLICATION,
    issuer,
    permissions: new Set(row.permissions.filter(isPermission)),
    legalEntities: new Set(row.legal_entities),
    person: {
      name: row.name,
      roles: [],
      sessionEndsAt: row.ends_at,
      ...(row.email !== null && { email: row.email }),
    },
  };
}

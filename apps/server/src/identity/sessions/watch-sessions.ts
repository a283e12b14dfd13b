/**
 * Tells those who serve something long when the session that asked for it is over: a stream must
 * not go on telling somebody who signed out. All that are watched share one look at the database,
 * which does not count as the person being seen; while nothing is watched, nothing is asked.
 */

import { plusMs, type Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { hashOfSessionId } from './session-id.ts';
import { IDLE_MS_MAX, type Sessions } from './session.ts';

export type SessionWatch = Pick<Sessions, 'untilEnded'> & {
  /** It ended here: nobody has to look. */
  noteEnd(id: string): void;
};

type Options = {
  readonly pool: Queryable;
  readonly clock: Clock;
  readonly issuer: string;
  readonly isOwnIssuer: boolean;
};

export function watchSessions({ pool, clock, issuer, isOwnIssuer }: Options): SessionWatch {
  const watched = new Map<string, Set<AbortController>>();
  let looking: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const hashes = [...watched.keys()];
    const now = clock.now();
    const { rows } = await pool.query<{ hash: string }>({
      name: 'find_standing_sessions',
      text: FIND_STANDING_SESSIONS,
      values: [hashes, now, plusMs(now, -IDLE_MS_MAX), issuer, isOwnIssuer],
    });
    const standing = new Set(rows.map(({ hash }) => hash));
    for (const hash of hashes) if (!standing.has(hash)) end(hash);
  }

  function end(hash: string): void {
    for (const over of watched.get(hash) ?? []) over.abort();
    forget(hash);
  }

  function forget(hash: string): void {
    watched.delete(hash);
    if (watched.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  }

  return {
    untilEnded(id, leave) {
      const hash = hexOf(id);
      const over = new AbortController();
      const others = watched.get(hash) ?? new Set();
      watched.set(hash, others.add(over));
      leave.addEventListener('abort', () => {
        others.delete(over);
        if (others.size === 0 && watched.get(hash) === others) forget(hash);
      });
      // A database that does not answer ends nobody's stream: the next look sees more.
      looking ??= setInterval(() => void look().catch(() => undefined), LOOK_MS).unref();
      return over.signal;
    },
    noteEnd: (id) => end(hexOf(id)),
  };
}

function hexOf(id: string): string {
  return hashOfSessionId(id).toString('hex');
}

// The same sessions that open the door, in find-session.ts.
const FIND_STANDING_SESSIONS = `
  select encode(session.session_hash, 'hex') as hash
  from console_session as session
  join person on person.subject = session.subject
  where session.session_hash = any(select decode(hash, 'hex') from unnest($1::text[]) as hash)
    and session.ends_at > $2 and session.last_seen_at > $3 and session.issuer = $4
    and (not $5 or (person.password_hash is not null and not person.disabled))
`;

/** As long as what a session was is remembered at the door. */
const LOOK_MS = 2_000;

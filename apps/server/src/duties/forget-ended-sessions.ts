/** Sessions that ended, and what the authorization server need no longer remember, are removed. */

import { plusMs, type Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { IDLE_MS_MAX } from '../identity/sessions/session.ts';
import type { Duty } from './start-duties.ts';

export function forgetEndedSessions(db: Queryable, clock: Clock): Duty {
  return async () => {
    const now = clock.now();
    await db.query({
      name: 'forget_ended_sessions',
      text: FORGET_SESSIONS,
      values: [now, plusMs(now, -IDLE_MS_MAX)],
    });
    await db.query({ name: 'forget_expired_artefacts', text: FORGET_ARTEFACTS, values: [now] });
    return REST_MS;
  };
}

const FORGET_SESSIONS = 'delete from console_session where ends_at <= $1 or last_seen_at <= $2';
const FORGET_ARTEFACTS = 'delete from sign_in_artefact where expires_at <= $1';
/** What has expired is not found anyway; this only gives back the room. */
const REST_MS = 10 * 60_000;

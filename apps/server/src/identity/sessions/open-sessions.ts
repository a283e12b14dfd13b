/**
 * Sessions in the database, with a short memory: a screen that asks for ten things looks its
 * session up once. What ends in this process ends at once; what ends in another is felt here within
 * the memory's seconds.
 */

import type { Clock, Random } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import type { Actor } from '../actor.ts';
import { endSession } from './end-session.ts';
import { findSession } from './find-session.ts';
import { noteRefusal } from './note-refusal.ts';
import { isSessionId, newSessionId } from './session-id.ts';
import type { Sessions, Visit } from './session.ts';
import { startSession } from './start-session.ts';
import { watchSessions } from './watch-sessions.ts';

type Options = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly random: Random;
  readonly issuer: string;
  readonly isOwnIssuer: boolean;
};

export function openSessions(options: Options): Sessions {
  const { pool, clock, random, issuer, isOwnIssuer } = options;
  const watch = watchSessions(options);
  const remembered = new Map<string, { readonly actor: Promise<Actor | undefined>; at: number }>();

  function lookUp(id: string, visit: Visit): Promise<Actor | undefined> {
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    const actor = findSession(pool, { id, at: clock.now(), issuer, isOwnIssuer, ...visit });
    remembered.set(id, { actor, at: clock.elapsedMs() });
    actor.catch(() => remembered.delete(id));
    return actor;
  }

  return {
    async start(signedIn, correlationId) {
      const id = newSessionId(random);
      const at = clock.now();
      await inTransaction(pool, (db) => startSession(db, { id, signedIn, at, correlationId }));
      return id;
    },
    find(id, visit) {
      if (!isSessionId(id)) return undefined;
      const known = remembered.get(id);
      if (known && clock.elapsedMs() - known.at < REMEMBERED_MS) return known.actor;
      return lookUp(id, visit);
    },
    async end(id, correlationId) {
      if (!isSessionId(id)) return undefined;
      const ended = await inTransaction(pool, (db) => endSession(db, { id, correlationId }));
      remembered.delete(id);
      watch.noteEnd(id);
      return ended;
    },
    untilEnded: (id, leave) => watch.untilEnded(id, leave),
    noteRefusal: (refusal) => noteRefusal(pool, refusal),
  };
}

const REMEMBERED_MS = 2_000;
/** Invented ids are forgotten with the rest, sooner than they could fill the memory. */
const REMEMBERED_MAX = 10_000;

/** Sessions of one process, for the suites of the door. */

import { instantFromMs, type Random } from '@kontor/kernel';
import type { Actor } from '../../identity/actor.ts';
import { newSessionId } from '../../identity/sessions/session-id.ts';
import { CONSOLE_APPLICATION, type Sessions } from '../../identity/sessions/session.ts';

export function memorySessions(random: Random): Sessions {
  const actors = new Map<string, Actor>();
  return {
    async start({ subject, name, issuer, permissions, legalEntities }) {
      const id = newSessionId(random);
      actors.set(id, {
        ...{ subject, issuer, application: CONSOLE_APPLICATION },
        permissions: new Set(permissions),
        legalEntities: new Set(legalEntities),
        person: { name, email: subject, roles: [], sessionEndsAt: FAR_AWAY },
      });
      return id;
    },
    find: (id) => actors.get(id),
    async end(id) {
      const actor = actors.get(id);
      actors.delete(id);
      return actor && { subject: actor.subject };
    },
    untilEnded: () => new AbortController().signal,
    noteRefusal: async () => {},
  };
}

const FAR_AWAY = instantFromMs(Date.UTC(2099, 0, 1));

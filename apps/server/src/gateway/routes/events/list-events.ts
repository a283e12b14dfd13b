/**
 * The feed of events from a position on; with `Prefer: wait` an empty answer waits for the next.
 */

import { EVENTS_LIMIT_DEFAULT, listEvents } from '@kontor/contracts';
import { openCursor, sealCursor } from '../../request/cursor.ts';
import { preferenceApplied, waitMsOf } from '../../request/prefer.ts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listEventsRoute = route(
  listEvents,
  async ({ call, query, prefer, signal, cursorKey }, { events }: Pick<Services, 'events'>) => {
    const { types, limit = EVENTS_LIMIT_DEFAULT } = query;
    // A position is one of the feed, not of the filter: the types may change while one reads on.
    const scope = { key: cursorKey, scope: listEvents.operationId };
    const after = query.after === undefined ? undefined : openCursor(scope, query.after);
    if (query.after !== undefined && after === undefined) return { problem: 'invalid_cursor' };
    const batch = await events.read(call, {
      ...(after !== undefined && { after }),
      ...(types && { types }),
      limit,
      waitMs: waitMsOf(prefer),
      signal: signal(),
    });
    const next = new URLSearchParams({ after: sealCursor(scope, batch.next) });
    if (types) next.set('types', types.join(','));
    if (query.limit !== undefined) next.set('limit', String(limit));
    const applied = preferenceApplied(prefer);
    return reply(200, [...batch.events], {
      link: `<${listEvents.path}?${next.toString()}>; rel="next"`,
      ...(applied && { 'preference-applied': applied }),
    });
  },
);

/**
 * The feed of events: read from a position on, in order, waiting a moment when nothing is there.
 */

import type { Timers } from '@kontor/engine';
import type pg from 'pg';
import type { Events } from '../../gateway/services.ts';
import { toCloudEvent, type EventRow } from './to-cloud-event.ts';

export type EventsOptions = { readonly pool: pg.Pool; readonly timers: Timers };

type Request = Parameters<Events['read']>[1];

export function eventsService({ pool, timers }: EventsOptions): Events {
  return {
    async read(call, request) {
      const entities = [...call.actor.legalEntities];
      for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
        const batch = await readBatch(pool, entities, request);
        if (batch.events.length > 0 || isOver(request, waitedMs)) return batch;
        await timers.sleep(LOOK_EVERY_MS);
      }
    },
  };
}

function isOver({ waitMs, signal }: Request, waitedMs: number): boolean {
  return waitedMs >= waitMs || signal.aborted;
}

async function readBatch(pool: pg.Pool, entities: readonly string[], request: Request) {
  const { rows } = await pool.query<EventRow>({
    name: 'read_events',
    text: READ_EVENTS,
    values: [request.after ?? '0', entities, request.types ?? null, request.limit],
  });
  return { events: rows.map(toCloudEvent), next: rows.at(-1)?.position ?? request.after ?? '0' };
}

const READ_EVENTS = `
  select position, event_id, type, subject, legal_entity, partition_key, correlation_id,
         traceparent, data, occurred_at
  from event
  where position > $1
    and legal_entity = any ($2)
    and ($3::text[] is null or type = any ($3))
  order by position
  limit $4
`;

/** A reader who waits learns of an event within a quarter of a second. */
const LOOK_EVERY_MS = 250;

/** Tells the world of a step of a deletion: the event exists if and only if the step commits. */

import type { IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type DeletionEvent = {
  readonly type:
    'kontor.deletion.asked.v1' | 'kontor.deletion.decided.v1' | 'kontor.deletion.ended.v1';
  readonly deletion: string;
  readonly month: string;
  readonly legalEntity: string;
  readonly correlationId: string;
  readonly facts: object;
};

export async function writeDeletionEvent(
  db: Queryable,
  ids: IdSource,
  { type, deletion, month, legalEntity, correlationId, facts }: DeletionEvent,
): Promise<void> {
  await db.query({
    name: 'write_deletion_event',
    text: WRITE_DELETION_EVENT,
    values: [
      ids.next('EventId'),
      type,
      deletion,
      legalEntity,
      correlationId,
      JSON.stringify({ deletion, month, legalEntity, ...facts }),
    ],
  });
}

const WRITE_DELETION_EVENT = `
  insert into outbox (event_id, type, subject, legal_entity, partition_key, correlation_id, data)
  values ($1, $2, $3, $4, $3, $5, $6)
`;

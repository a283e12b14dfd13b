/** Tells the world: the event exists if and only if the caller's transaction commits. */

import type { Queryable } from '@kontor/postgres';
import type { IdSource } from '@kontor/kernel';

export type OutgoingEvent = {
  /** CloudEvents type: `kontor.statement.booked.v1`. */
  readonly type: string;
  /** The id of what it is about. */
  readonly subject: string;
  readonly legalEntity: string;
  /** Events with the same key keep their order. */
  readonly partitionKey: string;
  readonly correlationId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly data: unknown;
};

export async function writeEvent(
  db: Queryable,
  ids: IdSource,
  event: OutgoingEvent,
): Promise<void> {
  await db.query({
    name: 'reconciliation_write_event',
    text: WRITE_EVENT,
    values: [
      ids.next('EventId'),
      event.type,
      event.subject,
      event.legalEntity,
      event.partitionKey,
      event.transactionId,
      event.correlationId,
      JSON.stringify(event.data),
    ],
  });
}

const WRITE_EVENT = `
  insert into outbox (event_id, type, subject, legal_entity, partition_key, transaction_id,
    correlation_id, data)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
`;

import type { Queryable } from '@kontor/postgres';
import type { ProgressOf } from './write-progress.ts';

/** The event exists exactly when the change it tells of does. */
export async function writeOutbox(db: Queryable, batch: readonly ProgressOf[]): Promise<void> {
  const rows = batch.flatMap(({ transaction, progress }) =>
    progress.events.map((event) => ({
      event_id: event.eventId,
      type: event.type,
      subject: event.subject,
      legal_entity: transaction.legalEntity,
      partition_key: transaction.orderingKey,
      transaction_id: transaction.transactionId,
      correlation_id: transaction.correlationId,
      traceparent: transaction.traceparent,
      data: event.data,
    })),
  );
  if (rows.length === 0) return;
  await db.query({
    name: 'write_outbox',
    text: WRITE_OUTBOX,
    values: [JSON.stringify(rows)],
  });
}

const WRITE_OUTBOX = `
  insert into outbox
    (event_id, type, subject, legal_entity, partition_key, transaction_id, correlation_id,
     traceparent, data)
  select event_id, type, subject, legal_entity, partition_key, transaction_id, correlation_id,
         traceparent, data
  from jsonb_to_recordset($1::jsonb) as event
    (event_id text, type text, subject text, legal_entity text, partition_key text,
     transaction_id text, correlation_id text, traceparent text, data jsonb)
`;

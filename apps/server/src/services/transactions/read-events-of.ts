import type { TransactionDetail } from '@kontor/contracts';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/** In the feed, or decided and on their way into it. */
export async function readEventsOf(
  db: Queryable,
  transactionId: TransactionId,
): Promise<TransactionDetail['events']> {
  const { rows } = await db.query<EventLineRow>({
    name: 'read_events_of_transaction',
    text: READ_EVENTS_OF_TRANSACTION,
    values: [transactionId],
  });
  return rows.map((row) => ({ id: row.event_id, type: row.type, time: row.occurred_at }));
}

const READ_EVENTS_OF_TRANSACTION = `
  select event_id, type, occurred_at
  from (
    select event_id, type, occurred_at from event where transaction_id = $1
    union
    select event_id, type, occurred_at from outbox where transaction_id = $1
  ) as told
  order by occurred_at, event_id
  limit 1000
`;

type EventLineRow = {
  readonly event_id: string;
  readonly type: string;
  readonly occurred_at: Instant;
};

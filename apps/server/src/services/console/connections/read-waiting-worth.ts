import type { Queryable } from '@kontor/postgres';

export type WorthRow = {
  readonly legal_entity: string;
  readonly currency: string;
  readonly minor: string;
};

/**
 * What everything is worth that waits for a connection, by legal entity and currency. Credit notes
 * count as what they are worth: they are money that does not move either.
 */
export async function readWaitingWorth(
  db: Queryable,
  connection: string,
): Promise<readonly WorthRow[]> {
  const { rows } = await db.query<WorthRow>({
    name: 'read_waiting_worth',
    text: READ_WAITING_WORTH,
    values: [connection],
  });
  return rows;
}

// `offset 0` keeps each lane's look-up by key: deliveries of the past are not read.
export const READ_WAITING_WORTH = `
  select transaction.legal_entity, transaction.currency,
         sum(abs(transaction.amount_minor))::text as minor
  from lane
  cross join lateral (
    select transaction_id
    from delivery
    where delivery.lane_id = lane.lane_id and delivery.position >= lane.head_position
    offset 0
  ) as queued
  join transaction on transaction.transaction_id = queued.transaction_id
  where lane.connection = $1 and lane.head_position <= lane.tail_position
    and transaction.currency is not null
  group by transaction.legal_entity, transaction.currency
  order by transaction.legal_entity, transaction.currency
`;

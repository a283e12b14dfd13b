/**
 * Put deliveries at the tails of their lanes. The row of a lane is locked from here to the commit,
 * so whoever is second gets the next position and becomes visible later: positions have no gaps and
 * are in commit order. Lanes are locked in one order by everybody, so that two batches cannot
 * deadlock.
 */

import type { Queryable } from '@kontor/postgres';
import type { ProgressOf } from './write-progress.ts';

export async function enqueueDeliveries(
  db: Queryable,
  batch: readonly ProgressOf[],
): Promise<void> {
  await enqueueRows(db, batch.flatMap(toDeliveryRows));
}

export function toDeliveryRows({ transaction, progress }: ProgressOf): readonly DeliveryRow[] {
  return progress.deliveries.map((delivery) => ({
    delivery_id: delivery.deliveryId,
    transaction_id: transaction.transactionId,
    connection: delivery.connection,
    ordering_key: delivery.orderingKey,
    step: delivery.step,
    direction: delivery.direction,
    operation: delivery.operation,
    process: transaction.process,
  }));
}

export type DeliveryRow = {
  readonly delivery_id: string;
  readonly transaction_id?: string;
  readonly event_id?: string;
  readonly connection: string;
  readonly ordering_key: string;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly operation: string;
  /** Of its transaction; absent for events. */
  readonly process?: string;
};

export async function enqueueRows(db: Queryable, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query({
    name: 'enqueue_deliveries',
    text: ENQUEUE_DELIVERIES,
    values: [JSON.stringify(rows.map((row, place) => ({ ...row, place })))],
  });
}

// `ready_at` of a lane that exists is left alone: it may be leased, or resting after a failure.
const ENQUEUE_DELIVERIES = `
  with entry as (
    select *, row_number() over (partition by connection, ordering_key order by place) as nth,
           count(*) over (partition by connection, ordering_key) as of_lane
    from jsonb_to_recordset($1::jsonb) as entry
      (place integer, delivery_id text, transaction_id text, event_id text, connection text,
       ordering_key text, step text, direction text, operation text, process text)
  ), tail as (
    insert into lane (connection, ordering_key, tail_position, ready_at, head_process)
    select connection, ordering_key, count(*), now(),
           coalesce((array_agg(process order by place))[1], '')
    from entry
    group by connection, ordering_key
    order by connection, ordering_key
    on conflict (connection, ordering_key)
      do update set
        tail_position = lane.tail_position + excluded.tail_position,
        head_process = case when lane.head_position > lane.tail_position
                            then excluded.head_process else lane.head_process end
    returning lane_id, connection, ordering_key, tail_position
  )
  insert into delivery
    (delivery_id, lane_id, position, transaction_id, event_id, step, direction, connection,
     operation)
  select delivery_id, lane_id, tail_position - of_lane + nth, transaction_id, event_id, step,
         direction, connection, operation
  from entry join tail using (connection, ordering_key)
`;

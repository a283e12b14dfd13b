/**
 * Put a parked delivery to work again, or end it. One that held its lane is tried in its old place;
 * one that let others pass goes to the tail of the same lane, with the same identity.
 */

import type { Queryable } from '@kontor/postgres';
import type { TransactionChange } from '../engine-store.ts';

/** False when the delivery is not parked any more. */
export async function unparkDelivery(
  db: Queryable,
  delivery: NonNullable<TransactionChange['delivery']>,
): Promise<boolean> {
  const { deliveryId, kind, externalReference } = delivery;
  const isTriedAgain = kind === 'retry' || kind === 'resend' || kind === 'correct';
  const { rowCount } = await db.query(
    isTriedAgain
      ? {
          name: 'retry_parked_delivery',
          text: RETRY_PARKED_DELIVERY,
          values: [deliveryId, kind === 'retry', kind === 'correct'],
        }
      : {
          name: 'end_parked_delivery',
          text: END_PARKED_DELIVERY,
          values: [
            deliveryId,
            kind === 'confirm' ? 'confirmed' : 'abandoned',
            externalReference ?? null,
          ],
        },
  );
  return rowCount === 1;
}

// In doubt ($2), because it may have been sent: the system is asked before it is sent again. A
// corrected one ($3) certainly was not taken. What a worker that fell silent may have sent of its
// lane stays known: only a person's word that it did not arrive takes that back.
const RETRY_PARKED_DELIVERY = `
  with parked as (
    select delivery.delivery_id, delivery.lane_id, delivery.position,
           delivery.position < lane.head_position as was_passed,
           (select process from transaction
            where transaction.transaction_id = delivery.transaction_id) as process
    from delivery join lane using (lane_id)
    where delivery.delivery_id = $1 and delivery.status = 'parked'
      and not ($3 and coalesce((
        select outcome = 'unknown' from delivery_attempt
        where delivery_attempt.delivery_id = delivery.delivery_id
        order by number desc
        limit 1), false))
    for update
  ), lane_opened as (
    update lane
    set held_reason = case when parked.was_passed then lane.held_reason end,
        tail_position = lane.tail_position + case when parked.was_passed then 1 else 0 end,
        head_process = case when parked.was_passed and lane.head_position > lane.tail_position
                            then coalesce(parked.process, '') else lane.head_process end,
        ready_at = case when parked.was_passed then lane.ready_at else now() end,
        sent_position = case when parked.was_passed or $2 or $3 then lane.sent_position
                             else lane.head_position - 1 end
    from parked
    where lane.lane_id = parked.lane_id
    returning lane.lane_id, lane.tail_position
  )
  update delivery
  set status = case when $2 then 'in_doubt' else 'waiting' end, look_ups = 0, strikes = 0,
      position = case when parked.was_passed then lane_opened.tail_position
                      else delivery.position end
  from parked join lane_opened using (lane_id)
  where delivery.delivery_id = parked.delivery_id
`;

const END_PARKED_DELIVERY = `
  with ended as (
    update delivery
    set status = $2, external_reference = coalesce($3, external_reference), finished_at = now()
    where delivery_id = $1 and status = 'parked'
    returning lane_id, position
  ), lane_opened as (
    update lane
    set held_reason = null, head_position = lane.head_position + 1, ready_at = now(),
        head_process = coalesce((
          select transaction.process
          from delivery join transaction using (transaction_id)
          where delivery.lane_id = lane.lane_id
            and delivery.position = lane.head_position + 1), ''),
        sent_position = greatest(lane.sent_position, lane.head_position)
    from ended
    where lane.lane_id = ended.lane_id and lane.head_position = ended.position
  )
  select 1 from ended
`;

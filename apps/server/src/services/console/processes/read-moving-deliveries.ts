/**
 * Deliveries that wait for their system or are in doubt, per step: found from the heads of the
 * lanes that have work, so the cost grows with what is on its way and not with what was ever sent.
 */

import type { Queryable } from '@kontor/postgres';

export type MovingRow = {
  readonly process: string;
  readonly process_version: number;
  readonly legal_entity: string;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly status: 'waiting' | 'in_doubt';
  readonly count: number;
};

export async function readMovingDeliveries(db: Queryable): Promise<readonly MovingRow[]> {
  const { rows } = await db.query<MovingRow>({
    name: 'read_moving_deliveries',
    text: READ_MOVING_DELIVERIES,
  });
  return rows;
}

export const READ_MOVING_DELIVERIES = `
  select transaction.process, transaction.process_version, transaction.legal_entity,
         delivery.step, delivery.direction, delivery.status, count(*)::integer as count
  from lane
  join delivery on delivery.lane_id = lane.lane_id
    and delivery.position between lane.head_position and lane.tail_position
  join transaction on transaction.transaction_id = delivery.transaction_id
  where lane.head_position <= lane.tail_position
    and delivery.status in ('waiting', 'in_doubt')
  group by transaction.process, transaction.process_version, transaction.legal_entity,
           delivery.step, delivery.direction, delivery.status
`;

/**
 * A lane with its head. A lane that is empty is shown by its last delivery, for its legal entity.
 */

import type { Lane } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import { cutLine, cutText } from '../wire/cut-text.ts';
import { toDeliveryStatus, type StoredDeliveryStatus } from '../wire/to-delivery-status.ts';
import { holdOf, joinHold, joinStanding, standsOf, type HoldRow } from './lane-hold.ts';

export const SELECT_LANE = `
  select lane.lane_id, lane.connection, lane.ordering_key, lane.held_reason,
         lane.tail_position - lane.head_position + 1 as waiting,
         shown.legal_entity, shown.delivery_id, shown.status, shown.attempts, shown.last_detail,
         shown.created_at,
         coalesce(shown.tried_at, shown.created_at) as since,
         hold.actor as held_by, hold.occurred_at as held_at, stands.reason as stands_reason
  from lane
  cross join lateral (
    select delivery.delivery_id, delivery.status, delivery.attempts, delivery.last_detail,
           delivery.created_at,
           coalesce(transaction.legal_entity, event.legal_entity) as legal_entity,
           (select max(started_at) from delivery_attempt
            where delivery_attempt.delivery_id = delivery.delivery_id) as tried_at
    from delivery
    left join transaction on transaction.transaction_id = delivery.transaction_id
    left join event on event.event_id = delivery.event_id
    where delivery.lane_id = lane.lane_id
      and delivery.position = least(lane.head_position, lane.tail_position)
    limit 1
  ) as shown
  ${joinHold()}
  ${joinStanding()}
`;

/** A webhook's delivery has no id that the API shows; its lane can be held all the same. */
export type LaneRow = HoldRow & {
  readonly lane_id: string;
  readonly connection: string;
  readonly ordering_key: string;
  readonly waiting: string;
  readonly legal_entity: string;
  readonly delivery_id: string;
  readonly status: StoredDeliveryStatus;
  readonly attempts: number;
  readonly last_detail: string | null;
  readonly created_at: Instant;
  readonly since: Instant;
  readonly stands_reason: string | null;
};

export function fromLaneRow(row: LaneRow): Lane {
  const waiting = Number.parseInt(row.waiting, 10);
  return {
    id: row.lane_id,
    connection: row.connection,
    key: cutLine(row.ordering_key, KEY_CHARACTERS_MAX),
    waiting,
    ...(waiting > 0 && { oldestWaitingAt: row.created_at, head: headOf(row) }),
    ...standsOf(row),
    ...holdOf(row, { name: 'engine', since: row.since }),
  };
}

function headOf(row: LaneRow): NonNullable<Lane['head']> {
  return {
    delivery: row.delivery_id,
    status: toDeliveryStatus(row.status, row.attempts),
    since: row.since,
    ...(row.last_detail !== null && {
      explanation: cutText(row.last_detail, EXPLANATION_CHARACTERS_MAX),
    }),
  };
}

// Limits of the contract.
const KEY_CHARACTERS_MAX = 200;
const EXPLANATION_CHARACTERS_MAX = 1_000;

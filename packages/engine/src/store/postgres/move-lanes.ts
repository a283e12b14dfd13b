/**
 * Move the heads of lanes past what is finished and give lanes back, under the fence: only where
 * the token is still the one that the lease gave. Lanes are locked in the order in which enqueueing
 * locks them.
 */

import { assert, present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Settlement } from '../engine-store.ts';
import { isThrough } from '../is-through.ts';

/** Answers the lanes that are ours. */
export async function moveLanes(
  db: Queryable,
  settlements: readonly Settlement[],
): Promise<ReadonlySet<string>> {
  if (settlements.length === 0) return new Set();
  const lanes = Map.groupBy(settlements, ({ lease }) => lease.laneId);
  const { rows } = await db.query<{ lane_id: string }>({
    name: 'move_lanes',
    text: MOVE_LANES,
    values: [JSON.stringify([...lanes.values()].map(toLaneMove))],
  });
  return new Set(rows.map((row) => row.lane_id));
}

const MOVE_LANES = `
  with move as (
    select * from jsonb_to_recordset($1::jsonb) as move
      (lane_id bigint, token bigint, first_position bigint, head_position bigint,
       sent_position bigint, ready_in_ms bigint, held_reason text, is_through boolean)
  ), locked as (
    select lane_id
    from lane
    where lane_id in (select lane_id from move)
    order by connection, ordering_key
    for update
  )
  update lane
  set head_position = move.head_position,
      head_process = case when lane.head_position = move.head_position then lane.head_process
                          else coalesce((
                            select transaction.process
                            from delivery join transaction using (transaction_id)
                            where delivery.lane_id = lane.lane_id
                              and delivery.position = move.head_position), '') end,
      sent_position = coalesce(move.sent_position, lane.sent_position),
      deaths = case when move.is_through then 0 else lane.deaths end,
      lease_token = lane.lease_token + case when move.ready_in_ms is null then 0 else 1 end,
      ready_at = case when move.ready_in_ms is null then lane.ready_at
                      else now() + make_interval(secs => move.ready_in_ms / 1000.0) end,
      held_reason = coalesce(move.held_reason, lane.held_reason)
  from move join locked using (lane_id)
  where lane.lane_id = move.lane_id
    and lane.lease_token = move.token
    and lane.head_position = move.first_position
  returning lane.lane_id
`;

type LaneMove = {
  readonly lane_id: string;
  readonly token: string;
  readonly first_position: string;
  readonly head_position: string;
  /** Null while the lane stays leased. */
  readonly sent_position: string | null;
  readonly ready_in_ms: number | null;
  readonly held_reason: string | null;
  /** Our code came to its end on the head. */
  readonly is_through: boolean;
};

/** The settlements of one lane in one batch stand in the order of its heads. */
function toLaneMove(settlements: readonly Settlement[]): LaneMove {
  const first = present(settlements[0], 'a group has a member');
  const last = present(settlements.at(-1), 'a group has a member');
  settlements.forEach(({ head }, index) => {
    assert(head.position === first.head.position + BigInt(index), 'heads are settled in order');
  });
  const { result, head } = last;
  const isPassed =
    result.kind === 'finished' || (result.kind === 'parked' && result.policy === 'pass');
  const headPosition = isPassed ? head.position + 1n : head.position;
  const isGivenBack = result.kind !== 'finished' || result.isLast;
  const staysInDoubt = !isPassed && 'isInDoubt' in result && result.isInDoubt;
  const sentByUs = staysInDoubt ? head.position : headPosition - 1n;
  const { sentBefore } = first.lease;
  return {
    lane_id: first.lease.laneId,
    token: first.lease.token.toString(),
    first_position: first.head.position.toString(),
    head_position: headPosition.toString(),
    sent_position: isGivenBack ? (sentByUs > sentBefore ? sentByUs : sentBefore).toString() : null,
    ready_in_ms: isGivenBack ? (result.kind === 'again' ? result.dueInMs : 0) : null,
    held_reason:
      result.kind === 'parked' && result.policy === 'hold' ? `${head.deliveryId} is parked` : null,
    is_through: settlements.some(isThrough),
  };
}

/**
 * Keep a lane from being leased while a delivery is taken out of it, in three database
 * transactions: claim, take out, give back.
 *
 * One would not do. A lease reads the lane as it is and the deliveries as they were when its
 * statement began: one that began before a delivery was taken out, and locks the lane just after,
 * would hand it out all the same. So nobody is leased the lane meanwhile: the claim moves
 * `ready_at` as a lease does, and giving back sets it to a time later than the commit in between,
 * so that a statement that began before that commit finds the lane not ready.
 *
 * A lane that a worker holds needs no claim: what the lease has handed out stays, and a statement
 * that began before that lease compares its own time with what the worker wrote after it.
 *
 * The token rises by two: a worker that fell silent is fenced, and whether it did stays readable
 * from the token being odd. Whoever dies with a claim delays the lane by its end.
 */

import type { DeliveryId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type LaneClaim = {
  readonly laneId: string;
  readonly token: string;
  /** When its head was to be tried, as PostgreSQL writes it. */
  readonly readyBefore: string;
};

/** Undefined when a worker holds the lane. */
export async function claimLane(
  db: Queryable,
  deliveryId: DeliveryId,
): Promise<LaneClaim | undefined> {
  const { rows } = await db.query<ClaimRow>({
    name: 'claim_lane',
    text: CLAIM_LANE,
    values: [deliveryId, CLAIM_SECONDS],
  });
  const [row] = rows;
  return row && { laneId: row.lane_id, token: row.lease_token, readyBefore: row.ready_before };
}

export async function giveLaneBack(db: Queryable, claim: LaneClaim): Promise<void> {
  const { laneId, token, readyBefore } = claim;
  await db.query({
    name: 'give_lane_back',
    text: GIVE_LANE_BACK,
    values: [laneId, token, readyBefore],
  });
}

const CLAIM_LANE = `
  with held as (
    select lane.lane_id, lane.ready_at
    from lane
    where lane_id = (select lane_id from delivery where delivery_id = $1)
      and not (lease_token % 2 = 1 and ready_at > now())
    for update
  )
  update lane
  set lease_token = lane.lease_token + 2,
      ready_at = greatest(lane.ready_at, now() + make_interval(secs => $2))
  from held
  where lane.lane_id = held.lane_id
  returning lane.lane_id, lane.lease_token, held.ready_at::text as ready_before
`;

const GIVE_LANE_BACK = `
  update lane
  set ready_at = greatest($3::timestamptz, clock_timestamp())
  where lane_id = $1 and lease_token = $2
`;

type ClaimRow = {
  readonly lane_id: string;
  readonly lease_token: string;
  readonly ready_before: string;
};

/** As long as a lease: whoever works under a claim is through long before, or is dead. */
const CLAIM_SECONDS = 30;

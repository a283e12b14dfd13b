/**
 * Take a delivery that waits out of its lane. Positions have no gaps, so those behind it move up by
 * one; the first of a lane that nobody holds is stepped over. Only what lies beyond
 * `sent_position` is taken out: a lease records there what it hands out, before anything leaves.
 */

import { assert, type DeliveryId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { CancelOutcome } from '../engine-store.ts';
import type { LaneClaim } from './claim-lane.ts';

export type Withdrawal =
  | { readonly kind: 'free'; readonly laneId: string; readonly isStepped: boolean }
  | { readonly kind: Exclude<CancelOutcome, 'cancelled'> };

/** Locks the lane to the end of the database transaction, and says what may be done in it. */
export async function judgeWithdrawal(
  db: Queryable,
  deliveryId: DeliveryId,
  claim: LaneClaim | undefined,
): Promise<Withdrawal> {
  // Whoever stands still in here would keep the lane locked, and commit too late; see TIME_IS_LEFT.
  await db.query({ name: 'bound_withdrawal', text: BOUND_WITHDRAWAL });
  await db.query({ name: 'lock_lane_of_delivery', text: LOCK_LANE, values: [deliveryId] });
  // A statement of its own: it sees what was committed while the lock was awaited.
  const { rows } = await db.query<StandingRow>({
    name: 'judge_withdrawal',
    text: JUDGE_WITHDRAWAL,
    values: [deliveryId],
  });
  const [row] = rows;
  assert(row !== undefined, `delivery ${deliveryId} is in a lane`);
  const isHeldByUs = claim !== undefined && row.lease_token === claim.token;
  const isLeased = claim === undefined && row.is_odd;
  if (row.status === 'in_doubt') return { kind: 'in_doubt' };
  if (row.status !== 'waiting') return { kind: 'stale' };
  if (!isHeldByUs && !isLeased) return { kind: 'being_sent' };
  if (row.may_have_left) return { kind: isLeased ? 'being_sent' : 'in_doubt' };
  return { kind: 'free', laneId: row.lane_id, isStepped: row.is_head && isHeldByUs };
}

/** False when too little time is left of the claim, or of the lease that somebody else has. */
export async function withdrawDelivery(
  db: Queryable,
  deliveryId: DeliveryId,
  { laneId, isStepped }: Extract<Withdrawal, { kind: 'free' }>,
): Promise<boolean> {
  if (isStepped) {
    const { rowCount } = await db.query({
      name: 'step_over_delivery',
      text: STEP_OVER_DELIVERY,
      values: [deliveryId],
    });
    return rowCount === 1;
  }
  const { rows } = await db.query<{ position: string }>({
    name: 'take_delivery_out',
    text: TAKE_DELIVERY_OUT,
    values: [deliveryId],
  });
  const [taken] = rows;
  assert(taken !== undefined, 'it waits, and its lane is locked');
  const values = [laneId, taken.position, FAR_AWAY];
  await db.query({ name: 'move_away', text: MOVE_AWAY, values });
  await db.query({ name: 'move_up', text: MOVE_UP, values: [laneId, FAR_AWAY] });
  const shorten = { name: 'shorten_lane', text: SHORTEN_LANE, values: [laneId] };
  return (await db.query(shorten)).rowCount === 1;
}

const LOCK_LANE = `
  select 1 from lane
  where lane_id = (select lane_id from delivery where delivery_id = $1)
  for update
`;

const JUDGE_WITHDRAWAL = `
  select lane.lane_id, lane.lease_token, delivery.status,
         lane.lease_token % 2 = 1 as is_odd,
         delivery.position <= lane.sent_position as may_have_left,
         delivery.position = lane.head_position as is_head
  from delivery join lane using (lane_id)
  where delivery.delivery_id = $1
`;

type StandingRow = {
  readonly lane_id: string;
  readonly lease_token: string;
  readonly status: string;
  readonly is_odd: boolean;
  readonly may_have_left: boolean;
  readonly is_head: boolean;
};

// The commit must come before the claim or the lease ends, for from then on others may lease the
// lane by what they saw before it. So it is asked last, and nobody may stand still after it.
const TIME_IS_LEFT = "lane.ready_at > clock_timestamp() + interval '10 s'";
const BOUND_WITHDRAWAL = "set local idle_in_transaction_session_timeout = '3s'";

const STEP_OVER_DELIVERY = `
  with ended as (
    update delivery
    set status = 'abandoned', finished_at = now(), last_detail = 'cancelled before it was sent'
    where delivery_id = $1 and status = 'waiting'
    returning lane_id, position
  )
  update lane
  set head_position = lane.head_position + 1,
      head_process = coalesce((
        select transaction.process
        from delivery join transaction using (transaction_id)
        where delivery.lane_id = lane.lane_id
          and delivery.position = lane.head_position + 1), '')
  from ended
  where lane.lane_id = ended.lane_id and lane.head_position = ended.position
    and ${TIME_IS_LEFT}
`;

// Below every place of a lane there is room for what left it: no lease and no list looks there.
const TAKE_DELIVERY_OUT = `
  update delivery
  set status = 'abandoned', finished_at = now(), last_detail = 'cancelled before it was sent',
      position = coalesce((
        select min(other.position) from delivery as other
        where other.lane_id = delivery.lane_id and other.position < 0), 0) - 1
  from delivery as before
  where delivery.delivery_id = $1 and delivery.status = 'waiting'
    and before.delivery_id = delivery.delivery_id
  returning before.position
`;

// In two steps, because a place is unique at every moment of a statement.
const MOVE_AWAY = `
  update delivery set position = position - $3::bigint
  where lane_id = $1 and position > $2
`;
const MOVE_UP = `
  update delivery set position = position + $2::bigint - 1
  where lane_id = $1 and position < -$2::bigint / 2
`;
const SHORTEN_LANE = `
  update lane set tail_position = tail_position - 1
  where lane_id = $1 and ${TIME_IS_LEFT}
`;

/** Farther than any lane is long. */
const FAR_AWAY = (1n << 62n).toString();

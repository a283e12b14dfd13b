/**
 * Take up to `lanesMax` lanes of one connection that have work ready, with their first heads.
 *
 * A worker leases lanes, not deliveries: heads of a lane are handed out together, in order, to one
 * worker, so a delivery cannot overtake the one before it however many workers run. `skip locked`
 * lets two polls pass each other instead of queueing. The token rises with every lease: a worker
 * that slept through its own lease finds that its token is old, and settles nothing.
 *
 * The lease is also the record that something may be sent: `sent_position` rises to the last head
 * handed out, before anything leaves. Whoever leases the lane next sees which heads were handed out
 * before without a word of what became of them, and asks the system instead of sending again.
 *
 * What a holder fell silent with may be what ended it. So the lease counts (`deaths`, cleared when
 * the head is through), and hands out one such lane at a time, with its first head alone: the next
 * death is that head's. A restore begins at minus one, for there nobody died.
 *
 * Which processes have work is read off the index by hopping from name to name, and each gives its
 * first lanes in the order of the index: the cost grows with the number of processes and not with
 * what waits. The plan must hold on a table that was never analysed (see the test of the store).
 *
 * A connection that is paused, that rests because its system asked for silence, or whose calendar
 * says so gives nothing, nor does a paused process:
 * the clock that decides is that of the database, for all processes alike.
 */

import type { DeliveryId, EventId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { LeasedHead, LeasedLane, LeaseRequest } from '../engine-store.ts';
import {
  fromTransactionRow,
  TRANSACTION_COLUMNS,
  type TransactionRow,
} from './read-transaction.ts';

export async function leaseLanes(
  db: Queryable,
  { connection, lanesMax, headsMax, leaseMs, reserved, maySuspect = true, holder }: LeaseRequest,
): Promise<readonly LeasedLane[]> {
  const { rows } = await db.query<LeasedHeadRow>({
    name: 'lease_lanes',
    text: LEASE_LANES,
    values: [
      ...[connection, lanesMax, headsMax, leaseMs],
      ...[reserved?.normal ?? 0, reserved?.bulk ?? 0, maySuspect, holder ?? null],
    ],
  });
  return groupByLane(connection, rows);
}

export const LEASE_LANES = `
  with recursive standing as (
    select 1 from connection
    where name = $1 and paused_reason is not null
      and (paused_until is null or paused_until > now())
    union all
    select 1 from calendar_window
    where connection = $1 and from_at <= now() and until_at > now()
    union all
    select 1 from connection_calls where connection = $1 and rests_until > now()
  ), process_here (name) as (
    (select head_process from lane
     where connection = $1 and head_position <= tail_position and held_reason is null
       and not exists (select from standing)
     order by head_process limit 1)
    union all
    select (select head_process from lane
            where connection = $1 and head_position <= tail_position and held_reason is null
              and head_process > process_here.name
            order by head_process limit 1)
    from process_here where process_here.name is not null
  ), process_open as (
    select name, array_position(array['urgent', 'normal', 'bulk'],
                                coalesce(here.priority, everywhere.priority, 'normal')) as class
    from process_here
    left join process_control as everywhere
      on everywhere.process = name and everywhere.connection = '*'
    left join process_control as here on here.process = name and here.connection = $1
    where name is not null
      and (everywhere.paused_reason is null or everywhere.paused_until <= now())
      and (here.paused_reason is null or here.paused_until <= now())
  ), ready as (
    select head.*, process_open.class,
           row_number() over (partition by process_open.class order by head.ready_at) as place,
           row_number() over (partition by head.deaths > 0 order by head.ready_at) as turn
    from process_open
    cross join lateral (
      select lane_id, sent_position, ready_at, lease_token % 2 = 1 as holder_died,
             (deaths + lease_token % 2)::smallint as deaths
      from lane
      where connection = $1 and head_process = process_open.name
        and head_position <= tail_position
        and held_reason is null
        and ready_at <= now()
      order by ready_at
      limit $2
      for update skip locked
    ) as head
  ), candidate as (
    select * from ready
    where deaths <= 0 or (turn = 1 and $7::boolean)
    order by place <= case class when 2 then $5::integer when 3 then $6::integer else 0 end desc,
             class, ready_at
    limit $2
  ), leased as (
    update lane
    set ready_at = now() + make_interval(secs => $4 / 1000.0),
        lease_token = lane.lease_token + case when candidate.holder_died then 2 else 1 end,
        holder = $8::uuid,
        holder_token = lane.lease_token + case when candidate.holder_died then 2 else 1 end,
        deaths = candidate.deaths,
        sent_position = greatest(
          lane.sent_position,
          least(lane.tail_position,
                lane.head_position + case when candidate.deaths > 0 then 1 else $3 end - 1))
    from candidate
    where lane.lane_id = candidate.lane_id
    returning lane.lane_id, lane.ordering_key as lane_key, lane.head_position, lane.lease_token,
              candidate.sent_position, candidate.holder_died, candidate.deaths
  )
  select leased.lane_id, leased.lane_key, leased.lease_token, leased.sent_position,
         (select (extract(epoch from min(from_at) - now()) * 1000)::float8 from calendar_window
          where connection = $1 and from_at > now()) as stands_in_ms,
         head.position, head.delivery_id, head.step, head.direction, head.operation,
         head.attempts, head.look_ups, head.strikes, head.event_id,
         case when not (leased.holder_died and head.position <= leased.sent_position)
              then (extract(epoch from now() - head.last_sent_at) * 1000)::float8
         end as since_sent_ms,
         head.status = 'in_doubt' or head.position <= leased.sent_position as in_doubt,
         greatest(leased.deaths, 0) as deaths,
         ${TRANSACTION_COLUMNS}
  from leased
  cross join lateral (
    select position, delivery_id, step, direction, operation, attempts, look_ups, strikes,
           event_id, transaction_id, last_sent_at, status
    from delivery
    where delivery.lane_id = leased.lane_id and delivery.position >= leased.head_position
    order by delivery.position
    limit case when leased.deaths > 0 then 1 else $3 end
  ) as head
  left join transaction on transaction.transaction_id = head.transaction_id
  order by leased.lane_id, head.position
`;

type LeasedHeadRow = Partial<TransactionRow> & {
  readonly lane_id: string;
  readonly lane_key: string;
  readonly lease_token: string;
  readonly sent_position: string;
  readonly stands_in_ms: number | null;
  readonly position: string;
  readonly delivery_id: string;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly operation: string;
  readonly attempts: number;
  readonly look_ups: number;
  readonly strikes: number;
  readonly since_sent_ms: number | null;
  readonly event_id: string | null;
  readonly in_doubt: boolean;
  readonly deaths: number;
};

function groupByLane(connection: string, rows: readonly LeasedHeadRow[]): readonly LeasedLane[] {
  const lanes = new Map<string, LeasedLane & { readonly heads: LeasedHead[] }>();
  for (const row of rows) {
    let lane = lanes.get(row.lane_id);
    if (!lane) {
      lane = {
        laneId: row.lane_id,
        token: BigInt(row.lease_token),
        sentBefore: BigInt(row.sent_position),
        connection,
        orderingKey: row.lane_key,
        ...(row.stands_in_ms !== null && { standsInMs: row.stands_in_ms }),
        heads: [],
      };
      lanes.set(row.lane_id, lane);
    }
    lane.heads.push(fromLeasedHeadRow(row));
  }
  return [...lanes.values()];
}

function fromLeasedHeadRow(row: LeasedHeadRow): LeasedHead {
  return {
    deliveryId: row.delivery_id as DeliveryId,
    position: BigInt(row.position),
    step: row.step,
    direction: row.direction,
    operation: row.operation,
    attempts: row.attempts,
    lookUps: row.look_ups,
    strikes: row.strikes,
    isInDoubt: row.in_doubt,
    deaths: row.deaths,
    ...(row.since_sent_ms !== null && { sinceSentMs: row.since_sent_ms }),
    subject:
      row.event_id === null
        ? { kind: 'transaction', transaction: fromTransactionRow(row as TransactionRow) }
        : { kind: 'event', eventId: row.event_id as EventId },
  };
}

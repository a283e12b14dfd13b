import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { joinStanding } from '../../operations/lane-hold.ts';
import { systemOf, type Wording } from '../transactions/rows/to-row.ts';
import type { DelayFacts } from './explain-delay.ts';

/** What it waits for, and what stands in the way of that. */
export async function readDelay(
  db: Queryable,
  wording: Wording,
  id: TransactionId,
): Promise<Omit<DelayFacts, 'row'>> {
  const { rows } = await db.query<DelayRow>({
    name: 'read_delay',
    text: READ_DELAY,
    values: [id],
  });
  const [row] = rows;
  if (!row) return {};
  const { exception_id, asked_text, delivery_id } = row;
  return {
    ...(exception_id !== null && { asked: { exception: exception_id, text: asked_text ?? '' } }),
    ...(delivery_id !== null && { next: toNext(row, wording) }),
  };
}

function toNext(row: DelayRow, wording: Wording): NonNullable<DelayFacts['next']> {
  const connection = row.connection ?? '';
  const view = wording.inspect(connection);
  return {
    connection,
    system: systemOf(connection, wording),
    isSilent: view?.breaker === 'open',
    finishedPerSecond: view?.finishedPerSecond ?? 0,
    isInDoubt: row.delivery_status === 'in_doubt',
    before: Number.parseInt(row.before ?? '0', 10),
    waiting: Number.parseInt(row.waiting ?? '0', 10),
    attempts: row.attempts ?? 0,
    ...(row.last_detail !== null && { lastDetail: row.last_detail }),
    ...(row.held_reason !== null && { heldReason: row.held_reason }),
    ...(row.paused_reason !== null && { pausedReason: row.paused_reason }),
    ...(row.ready_at !== null && row.attempts !== 0 && { readyAt: row.ready_at }),
  };
}

const READ_DELAY = `
  select asked.exception_id, asked.text as asked_text,
         next.delivery_id, next.connection, next.status as delivery_status, next.attempts,
         next.last_detail, next.before, next.held_reason, next.ready_at,
         stands.reason as paused_reason, queued.waiting
  from (select $1::text as transaction_id) as own
  left join lateral (
    select exception_id, text
    from exception
    where exception.transaction_id = own.transaction_id and status = 'open'
    order by opened_at desc, exception_id desc
    limit 1
  ) as asked on true
  left join lateral (
    select delivery.delivery_id, delivery.connection, delivery.status, delivery.attempts,
           delivery.last_detail, greatest(delivery.position - lane.head_position, 0) as before,
           lane.held_reason, lane.head_process, lane.ready_at
    from delivery
    join lane on lane.lane_id = delivery.lane_id
    where delivery.transaction_id = own.transaction_id
      and delivery.status in ('waiting', 'in_doubt')
    order by delivery.created_at desc, delivery.delivery_id desc
    limit 1
  ) as next on true
  ${joinStanding('next')}
  left join lateral (
    select sum(tail_position - head_position + 1) as waiting
    from lane
    where lane.connection = next.connection and head_position <= tail_position
  ) as queued on next.connection is not null
`;

type DelayRow = {
  readonly exception_id: string | null;
  readonly asked_text: string | null;
  readonly delivery_id: string | null;
  readonly connection: string | null;
  readonly delivery_status: 'waiting' | 'in_doubt' | null;
  readonly attempts: number | null;
  readonly last_detail: string | null;
  readonly before: string | null;
  readonly held_reason: string | null;
  readonly ready_at: Instant | null;
  readonly paused_reason: string | null;
  readonly waiting: string | null;
};

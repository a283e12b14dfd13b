import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/**
 * Since when the oldest head of each connection waits. Each lane is asked for its one head by its
 * key: a join would read every delivery that was ever made.
 */
export async function readOldestWaiting(db: Queryable): Promise<ReadonlyMap<string, Instant>> {
  const { rows } = await db.query<{ connection: string; oldest: Instant | null }>({
    name: 'read_oldest_waiting',
    text: READ_OLDEST_WAITING,
  });
  return new Map(
    rows.flatMap(({ connection, oldest }) => (oldest === null ? [] : [[connection, oldest]])),
  );
}

export const READ_OLDEST_WAITING = `
  select lane.connection, min(head.created_at) as oldest
  from lane
  cross join lateral (
    select created_at
    from delivery
    where delivery.lane_id = lane.lane_id and delivery.position = lane.head_position
    limit 1
  ) as head
  where lane.head_position <= lane.tail_position
  group by lane.connection
`;

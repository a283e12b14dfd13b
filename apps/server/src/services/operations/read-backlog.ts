import type { Queryable } from '@kontor/postgres';

/**
 * How many deliveries wait per connection: counted by the positions of the lanes, so the cost grows
 * with the number of lanes and not with what waits in them.
 */
export async function readBacklog(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ connection: string; waiting: string }>({
    name: 'read_backlog',
    text: READ_BACKLOG,
  });
  return new Map(rows.map(({ connection, waiting }) => [connection, Number.parseInt(waiting, 10)]));
}

export const READ_BACKLOG = `
  select connection, sum(tail_position - head_position + 1) as waiting
  from lane
  where head_position <= tail_position
  group by connection
`;

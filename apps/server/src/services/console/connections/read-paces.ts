import type { Queryable } from '@kontor/postgres';

/**
 * How many deliveries per second each connection finished in its busiest half minute of the last
 * hour: what can be expected of it once it is back. Connections that did nothing are not in it.
 */
export async function readPaces(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ connection: string; finished: number }>({
    name: 'read_paces',
    text: READ_PACES,
  });
  return new Map(rows.map(({ connection, finished }) => [connection, finished / SLOT_SECONDS]));
}

export const READ_PACES = `
  select connection, avg(finished)::float as finished
  from (
    select connection, finished,
           row_number() over (partition by connection order by finished desc) as place
    from connection_sample
    where sampled_at >= now() - interval '1 hour' and finished > 0
  ) as busy
  where place <= 3
  group by connection
`;

const SLOT_SECONDS = 10;

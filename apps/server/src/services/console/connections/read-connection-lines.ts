/** Connections in one line each: how they are, what waits, and when that will be gone. */

import type { ConnectionLine } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import { JOIN_LAST_PAUSE } from '../../operations/connection-parts.ts';
import type { ConnectionsContext } from './connections-service.ts';
import { toConnectionLine } from './to-connection-line.ts';

/** All of them, or the one of that name; in the order of their names. */
export async function readConnectionLines(
  context: ConnectionsContext,
  name?: string,
): Promise<readonly ConnectionLine[]> {
  const [{ rows }, backlog, oldest, paces] = await Promise.all([
    context.pool.query<LineRow>({
      name: 'read_connection_lines',
      text: READ_CONNECTION_LINES,
      values: [name ?? null],
    }),
    context.backlog(),
    context.oldest(),
    context.paces(),
  ]);
  const now = context.clock.now();
  return rows.map((row) => {
    const since = oldest.get(row.name);
    const pace = paces.get(row.name);
    const view = context.inspect(row.name);
    return toConnectionLine(row, {
      now,
      title: context.titleOf(row.name) ?? OWN_TITLES[row.name] ?? row.name,
      isSimulated: context.isSimulated(row.name),
      waiting: backlog.get(row.name) ?? 0,
      ...(since !== undefined && { oldestWaitingAt: since }),
      ...(pace !== undefined && { usualPerSecond: pace }),
      ...(view && { view }),
    });
  });
}

// Windows that follow one another without a gap are one for whoever waits for their end.
export const READ_CONNECTION_LINES = `
  select connection.name, connection.connector, connection.version, connection.paused_until,
         case when connection.paused_until is null or connection.paused_until > now()
              then connection.paused_reason end as paused_reason,
         connection.concurrency, connection.rate_per_second,
         standing.title as stands_title, standing.until_at as stands_until,
         name_of(paused.actor) as paused_by, paused.occurred_at as paused_at,
         (select count(*) from delivery
          where delivery.connection = connection.name and delivery.status = 'parked'
         )::integer as parked,
         (select count(*) from lane
          where lane.connection = connection.name and lane.held_reason is not null
         )::integer as held_lanes
  from connection
  ${JOIN_LAST_PAUSE}
  left join lateral (
    with recursive chain as (
      (select title, until_at, 1 as windows
       from calendar_window join calendar_entry using (connection, entry)
       where calendar_window.connection = connection.name and from_at <= now() and until_at > now()
       order by until_at desc
       limit 1)
      union all
      select chain.title, following.until_at, chain.windows + 1
      from chain
      cross join lateral (
        select max(until_at) as until_at
        from calendar_window
        where calendar_window.connection = connection.name
          and from_at between now() and chain.until_at and until_at > chain.until_at
      ) as following
      where following.until_at is not null and chain.windows < 30
    )
    select title, until_at from chain order by until_at desc limit 1
  ) as standing on true
  where $1::text is null or connection.name = $1
  order by connection.name
`;

export type LineRow = {
  readonly name: string;
  readonly connector: string;
  readonly version: number;
  readonly paused_reason: string | null;
  readonly paused_until: Instant | null;
  readonly stands_title: string | null;
  readonly stands_until: Instant | null;
  readonly concurrency: number;
  readonly rate_per_second: number | null;
  readonly paused_by: string | null;
  readonly paused_at: Instant | null;
  readonly parked: number;
  readonly held_lanes: number;
};

/** What is ours has no connector that names it. */
const OWN_TITLES: Readonly<Record<string, string>> = { receivables: 'Receivables' };

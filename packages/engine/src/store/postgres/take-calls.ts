/**
 * The next calls of a connection, for one of the processes that share its rate: they begin where
 * the last that were given out end, by the clock of the database. What nobody asked for is gone,
 * but for the last moment, which evens out how late everybody asks.
 *
 * All processes write one row, each for some calls at once: whoever waits for the row waits for
 * one short statement. What was given out at a slower rate must not hold up a faster one for longer
 * than everybody's calls at the new rate would.
 */

import type { Queryable } from '@kontor/postgres';
import { CALLS_AHEAD_MS, madeUpForMs, type CallRequest } from '../calls.ts';

export async function takeCalls(
  db: Queryable,
  { connection, calls, everyMs }: CallRequest,
): Promise<number> {
  const { rows } = await db.query<{ readonly in_ms: number }>({
    name: 'take_calls',
    text: TAKE_CALLS,
    values: [connection, calls * everyMs, madeUpForMs(everyMs), CALLS_AHEAD_MS + everyMs * 100],
  });
  return Math.max(0, rows[0]?.in_ms ?? 0);
}

const TAKE_CALLS = `
  insert into connection_calls as given (connection, given_until)
  values ($1, clock_timestamp() + make_interval(secs => $2::float8 / 1000))
  on conflict (connection) do update
  set given_until = greatest(
        least(given.given_until, clock_timestamp() + make_interval(secs => $4::float8 / 1000)),
        clock_timestamp() - make_interval(secs => $3::float8 / 1000)
      ) + make_interval(secs => $2::float8 / 1000)
  returning (extract(epoch from given_until - clock_timestamp()) * 1000)::float8 - $2::float8
              as in_ms
`;

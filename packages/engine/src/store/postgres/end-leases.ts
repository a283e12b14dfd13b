/**
 * The holder is dead, and somebody knows: what it holds is ready `inMs` from now, as if its leases
 * ended then. The tokens stay odd, so the next lease sees that something may have been sent, as
 * after any lease that ended by itself. Lanes are locked in the order of everybody else.
 */

import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';

export async function endLeases(pool: pg.Pool, holder: string, inMs: number): Promise<number> {
  return inTransaction(pool, async (db) => {
    const { rowCount } = await db.query({
      name: 'end_leases',
      text: END_LEASES,
      values: [holder, inMs],
    });
    return rowCount ?? 0;
  });
}

const END_LEASES = `
  with held as (
    select lane_id
    from lane
    where holder = $1 and holder_token = lease_token and lease_token % 2 = 1
      and ready_at > now() + make_interval(secs => $2::float8 / 1000)
    order by connection, ordering_key
    for update
  )
  update lane
  set ready_at = now() + make_interval(secs => $2::float8 / 1000)
  from held
  where lane.lane_id = held.lane_id
`;

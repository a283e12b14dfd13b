import type { Queryable } from '@kontor/postgres';
import type { Lease } from '../engine-store.ts';

export async function renewLease(
  db: Queryable,
  { laneId, token }: Lease,
  leaseMs: number,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'renew_lease',
    text: RENEW_LEASE,
    values: [laneId, token.toString(), leaseMs],
  });
  return rowCount === 1;
}

const RENEW_LEASE = `
  update lane
  set ready_at = now() + make_interval(secs => $3 / 1000.0)
  where lane_id = $1 and lease_token = $2
`;

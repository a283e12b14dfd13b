/**
 * Which process may see whether a system is back: one at a time, whoever asks first. Whoever has
 * the claim renews it under its token; after `restMs` or `probeMs` it is anybody's again.
 */

import type { Queryable } from '@kontor/postgres';
import type { ProbeClaim, ProbeRequest } from '../calls.ts';

export async function claimProbe(
  db: Queryable,
  { connection, probeMs, renewed }: ProbeRequest,
): Promise<ProbeClaim | undefined> {
  const { rows } = await db.query<{ readonly probe_token: string }>({
    name: 'claim_probe',
    text: CLAIM_PROBE,
    values: [connection, probeMs, renewed?.token.toString() ?? null],
  });
  const [row] = rows;
  return row && { connection, token: BigInt(row.probe_token) };
}

export async function endProbe(
  db: Queryable,
  { connection, token }: ProbeClaim,
  restMs: number,
): Promise<void> {
  await db.query({
    name: 'end_probe',
    text: END_PROBE,
    values: [connection, token.toString(), restMs],
  });
}

const CLAIM_PROBE = `
  insert into connection_calls as known (connection, given_until, probed_until, probe_token)
  values ($1, now(), now() + make_interval(secs => $2::float8 / 1000), 1)
  on conflict (connection) do update
  set probed_until = excluded.probed_until, probe_token = known.probe_token + 1
  where known.probed_until is null or known.probed_until <= now() or known.probe_token = $3::bigint
  returning probe_token
`;
const END_PROBE = `
  update connection_calls
  set probed_until = now() + make_interval(secs => $3::float8 / 1000)
  where connection = $1 and probe_token = $2
`;

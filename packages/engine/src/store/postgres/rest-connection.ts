/** No process leases anything of the connection for so long; a longer rest stays as it is. */

import type { Queryable } from '@kontor/postgres';

export async function restConnection(
  db: Queryable,
  connection: string,
  restMs: number,
): Promise<void> {
  await db.query({ name: 'rest_connection', text: REST, values: [connection, restMs] });
}

const REST = `
  insert into connection_calls as known (connection, given_until, rests_until)
  values ($1, now(), now() + make_interval(secs => $2::float8 / 1000))
  on conflict (connection) do update
  set rests_until = greatest(known.rests_until, excluded.rests_until)
`;

/** The restore that this database recovers from, and since when it knows nothing. */

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { RECOVERY_DAYS } from './is-recovering.ts';

export type LatestRestore = { readonly name: string; readonly since: Instant };

/** Undefined when there was none of late. */
export async function readLatestRestore(db: Queryable): Promise<LatestRestore | undefined> {
  const { rows } = await db.query<LatestRestore>({
    name: 'read_latest_restore',
    text: READ_LATEST_RESTORE,
    values: [RECOVERY_DAYS],
  });
  return rows[0];
}

const READ_LATEST_RESTORE = `
  select name, coalesce(known_until, held_at - interval '1 day') as since
  from restore
  where held_at > now() - make_interval(days => $1::integer)
  order by held_at desc
  limit 1
`;

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type WindowRow = {
  readonly connection: string;
  readonly from: Instant;
  readonly until: Instant;
};

/** The windows of every connection that are not over, the next ones of each. */
export async function readWindows(db: Queryable): Promise<readonly WindowRow[]> {
  const { rows } = await db.query<WindowRow>({ name: 'read_windows', text: READ_WINDOWS });
  return rows;
}

const READ_WINDOWS = `
  select connection.name as connection, coming.from_at as from, coming.until_at as until
  from connection
  cross join lateral (
    select from_at, until_at
    from calendar_window
    where calendar_window.connection = connection.name and until_at > now()
    order by from_at
    limit 60
  ) as coming
`;

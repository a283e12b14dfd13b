/**
 * What waits for each connection, by the process of the heads: counted by the positions of lanes,
 * so the cost grows with the number of lanes and not with what waits in them.
 */

import type { Queryable } from '@kontor/postgres';

export type WorkRow = {
  readonly connection: string;
  readonly process: string;
  /** In lanes that may leave. */
  readonly free: number;
  /** In lanes that somebody, or a parked head, holds. */
  readonly held: number;
};

export async function readWork(db: Queryable): Promise<readonly WorkRow[]> {
  const { rows } = await db.query<WorkRow>({ name: 'read_work', text: READ_WORK });
  return rows;
}

export const READ_WORK = `
  select connection, head_process as process,
         coalesce(sum(tail_position - head_position + 1)
                    filter (where held_reason is null), 0)::float8 as free,
         coalesce(sum(tail_position - head_position + 1)
                    filter (where held_reason is not null), 0)::float8 as held
  from lane
  where head_position <= tail_position and head_process <> ''
  group by connection, head_process
`;

import type { Queryable } from '@kontor/postgres';

export type FinishedRow = {
  readonly process: string;
  readonly legal_entity: string;
  readonly status: 'done' | 'refused' | 'taken_back';
  readonly count: number;
};

/** How many transactions came to their end since then, and to which. */
export async function readFinishedSince(
  db: Queryable,
  since: string,
): Promise<readonly FinishedRow[]> {
  const { rows } = await db.query<FinishedRow>({
    name: 'read_finished_since',
    text: READ_FINISHED_SINCE,
    values: [since],
  });
  return rows;
}

export const READ_FINISHED_SINCE = `
  select process, legal_entity, status, count(*)::integer as count
  from transaction
  where finished_at >= $1::timestamptz
  group by process, legal_entity, status
`;

import type { Queryable } from '@kontor/postgres';
import type { Span } from './span.ts';

export type ResolutionTimes = {
  readonly by_people: number;
  readonly percentiles: readonly number[] | null;
};

/** How long it took until exceptions were resolved, and how many of them a person decided. */
export async function readResolutionTimes(
  db: Queryable,
  { from, to, legalEntities }: Span,
): Promise<ResolutionTimes> {
  const { rows } = await db.query<ResolutionTimes>({
    name: 'read_resolution_times',
    text: READ_RESOLUTION_TIMES,
    values: [legalEntities, from, to],
  });
  return rows[0] ?? { by_people: 0, percentiles: null };
}

// `matched` and `returned` came about by what rules or the bank did.
const READ_RESOLUTION_TIMES = `
  select count(*) filter (where resolution not in ('matched', 'returned'))::integer as by_people,
         percentile_disc(array[0.5, 0.95]) within group
           (order by (extract(epoch from resolved_at - opened_at) * 1000)::float8) as percentiles
  from exception
  where legal_entity = any($1)
    and resolved_at >= $2::timestamptz and resolved_at < $3::timestamptz
`;

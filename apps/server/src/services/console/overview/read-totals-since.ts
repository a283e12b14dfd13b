import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { StatusTotalRow } from '../../governance/read-control-totals.ts';

/** What was accepted since then and where it stands, of all legal entities. */
export async function readTotalsSince(
  db: Queryable,
  since: Instant,
): Promise<readonly StatusTotalRow[]> {
  const { rows } = await db.query<StatusTotalRow>({
    name: 'read_totals_since',
    text: READ_TOTALS_SINCE,
    values: [since],
  });
  return rows;
}

// Everything it reads is in the index of the list: no document is touched.
export const READ_TOTALS_SINCE = `
  select process, legal_entity, status, coalesce(currency, 'XXX') as currency,
         count(*)::integer as count, coalesce(sum(amount_minor), 0)::text as minor
  from transaction
  where accepted_at >= $1::timestamptz
  group by process, legal_entity, currency, status
`;

import type { Queryable } from '@kontor/postgres';
import { SELECT_TOTALS, type TotalRow } from '../../governance/read-control-totals.ts';

/** Control totals of what was accepted since then, of all legal entities: all who look share it. */
export async function readTotalsSince(db: Queryable, since: string): Promise<readonly TotalRow[]> {
  const { rows } = await db.query<TotalRow>({
    name: 'read_totals_since',
    text: READ_TOTALS_SINCE,
    values: [since],
  });
  return rows;
}

export const READ_TOTALS_SINCE = `
  ${SELECT_TOTALS}
  where transaction.accepted_at >= $1::timestamptz
  group by transaction.process, transaction.legal_entity, transaction.currency,
           transaction.status
`;

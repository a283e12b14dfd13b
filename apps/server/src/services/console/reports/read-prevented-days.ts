import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Span } from './span.ts';

export type PreventedRow = {
  readonly day: BankingDay;
  readonly kind: 'same_key' | 'same_document' | 'same_file' | 'same_statement' | 'found_by_look_up';
  readonly times: number;
};

/**
 * What did not happen twice. A look-up that found what a lost reply had hidden is an attempt that
 * is recorded anyway; the others were counted when they were recognised.
 */
export async function readPreventedDays(
  db: Queryable,
  { from, to, firstDay, lastDay, legalEntities }: Span,
): Promise<readonly PreventedRow[]> {
  const { rows } = await db.query<PreventedRow>({
    name: 'read_prevented_days',
    text: READ_PREVENTED_DAYS,
    values: [legalEntities, from, to, firstDay, lastDay],
  });
  return rows;
}

export const READ_PREVENTED_DAYS = `
  with found as materialized (
    select delivery_id, started_at
    from delivery_attempt
    where kind = 'look_up' and outcome = 'confirmed'
      and started_at >= $2::timestamptz and started_at < $3::timestamptz
  )
  select day, kind, sum(times)::integer as times
  from prevented_duplicate
  where legal_entity = any($1) and day between $4::date and $5::date
  group by day, kind
  union all
  select (found.started_at at time zone 'utc')::date, 'found_by_look_up', count(*)::integer
  from found
  join delivery on delivery.delivery_id = found.delivery_id
  join transaction on transaction.transaction_id = delivery.transaction_id
  where transaction.legal_entity = any($1)
  group by 1
  order by 1, 2
`;

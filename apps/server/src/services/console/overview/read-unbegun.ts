import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type UnbegunRow = {
  readonly process: string;
  readonly legal_entity: string;
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
};

/** Transactions of which nobody can say how they came in: there should never be one. */
export async function readUnbegun(
  db: Queryable,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly UnbegunRow[]> {
  const { rows } = await db.query<UnbegunRow>({
    name: 'read_unbegun',
    text: READ_UNBEGUN,
    values: [from, to],
  });
  return rows;
}

// The stream is cut by the month, by these ids: between the first and the last of them lie the
// months that are looked into.
export const READ_UNBEGUN = `
  with recent as materialized (
    select transaction_id, process, legal_entity, currency, amount_minor
    from transaction
    where accepted_at >= $1::timestamptz and accepted_at < $2::timestamptz
  )
  select process, legal_entity, coalesce(currency, 'XXX') as currency,
         count(*)::integer as count, coalesce(sum(amount_minor), 0)::text as minor
  from recent
  where not exists (
    select from transaction_message as beginning
    where beginning.transaction_id = recent.transaction_id and beginning.position = 1
      and beginning.transaction_id >= (select min(transaction_id) from recent)
      and beginning.transaction_id <= (select max(transaction_id) from recent))
  group by process, legal_entity, currency
`;

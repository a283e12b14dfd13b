import type { Queryable } from '@kontor/postgres';

export type Marked = {
  readonly transaction_id: string;
  readonly amount_minor: string | null;
  readonly currency: string | null;
};

/**
 * Transactions that have one of the marked words (an amount, a correlation id) as a whole, the
 * newest of those that are looked at. The words hold neither quotes nor backslashes.
 */
export async function findMarked(
  db: Queryable,
  words: readonly string[],
  legalEntities: readonly string[],
): Promise<readonly Marked[]> {
  if (words.length === 0) return [];
  const { rows } = await db.query<Marked>({
    text: FIND_MARKED,
    values: [words.map((word) => `'${word}'`).join(' | '), legalEntities, LOOKED_AT_MAX],
  });
  return rows;
}

// The limit inside keeps the look at the words: sorted first, the planner would rather read the
// whole list than the few that have the word.
const FIND_MARKED = `
  select transaction_id, amount_minor, currency
  from (
    select transaction_id, amount_minor, currency, accepted_at
    from transaction
    where words @@ $1::tsquery and legal_entity = any($2::text[])
    limit $3
  ) as found
  order by accepted_at desc, transaction_id desc
`;
/** An amount that is met more often than that tells nobody anything. */
const LOOKED_AT_MAX = 1_000;

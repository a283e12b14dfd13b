import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { LinkedRow } from './read-linked.ts';

/** Of an invoice the payments that pay it, of a payment what it pays: by the claims that stand. */
export async function readSettlements(
  db: Queryable,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<readonly LinkedRow[]> {
  const { rows } = await db.query<LinkedRow>({
    name: 'read_settlements',
    text: READ_SETTLEMENTS,
    values: [id, legalEntities],
  });
  return rows;
}

const READ_SETTLEMENTS = `
  (
    select 'Paid by' as relation, payment.number, payment.transaction_id,
           claim.amount_minor, open_item.currency
    from open_item
    join claim on claim.open_item_id = open_item.open_item_id and not claim.released
    join match on match.match_id = claim.match_id
    join transaction as payment on payment.transaction_id = match.transaction_id
    where open_item.transaction_id = $1 and payment.legal_entity = any($2::text[])
    order by match.made_at, match.match_id
    limit 100
  )
  union all
  (
    select 'Pays', paid.number, paid.transaction_id, claim.amount_minor, open_item.currency
    from transaction as own
    join match on match.match_id = own.input ->> 'matchId'
    join claim on claim.match_id = match.match_id and not claim.released
    join open_item on open_item.open_item_id = claim.open_item_id
    join transaction as paid on paid.transaction_id = open_item.transaction_id
    where own.transaction_id = $1 and own.process = 'apply-customer-payment'
      and paid.legal_entity = any($2::text[])
    order by paid.number, paid.transaction_id
    limit 100
  )
`;

import type { Queryable } from '@kontor/postgres';
import type { TransactionId } from '@kontor/kernel';
import type { NewTransaction } from '../engine-store.ts';

/** Which starts carry a business key that another transaction holds, and which one that is. */
export async function findTransactionsByBusinessKey(
  db: Queryable,
  starts: readonly NewTransaction[],
): Promise<ReadonlyMap<NewTransaction, TransactionId>> {
  if (starts.length === 0) return new Map();
  const { rows } = await db.query<{ place: string; transaction_id: TransactionId }>({
    name: 'find_transactions_by_business_key',
    text: FIND_TRANSACTIONS_BY_BUSINESS_KEY,
    values: [
      starts.map(({ transaction }) => transaction.process),
      starts.map(({ transaction }) => transaction.businessKey),
    ],
  });
  return new Map(
    rows.flatMap(({ place, transaction_id }) => {
      const start = starts[Number.parseInt(place, 10) - 1];
      return start ? [[start, transaction_id] as const] : [];
    }),
  );
}

const FIND_TRANSACTIONS_BY_BUSINESS_KEY = `
  select asked.place, holder.transaction_id
  from unnest($1::text[], $2::text[]) with ordinality as asked (process, business_key, place)
  join transaction as holder using (process, business_key)
  where holder.status not in ('refused', 'taken_back')
`;

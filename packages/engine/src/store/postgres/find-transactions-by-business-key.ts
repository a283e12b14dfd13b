import type { Queryable } from '@kontor/postgres';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { NewTransaction } from '../engine-store.ts';

export type KeyHolder = {
  readonly transactionId: TransactionId;
  /** When it was deleted, its term being over; undefined while it is there. */
  readonly deletedAt: Instant | undefined;
};

/** Which starts carry a business key that another transaction holds, and which one that is. */
export async function findTransactionsByBusinessKey(
  db: Queryable,
  starts: readonly NewTransaction[],
): Promise<ReadonlyMap<NewTransaction, KeyHolder>> {
  if (starts.length === 0) return new Map();
  const { rows } = await db.query<HolderRow>({
    name: 'find_transactions_by_business_key',
    text: FIND_TRANSACTIONS_BY_BUSINESS_KEY,
    values: [
      starts.map(({ transaction }) => transaction.process),
      starts.map(({ transaction }) => transaction.businessKey),
    ],
  });
  return new Map(
    rows.flatMap(({ place, transaction_id: transactionId, deleted_at: deletedAt }) => {
      const start = starts[Number.parseInt(place, 10) - 1];
      return start ? [[start, { transactionId, deletedAt: deletedAt ?? undefined }] as const] : [];
    }),
  );
}

// What was deleted is asked in the same statement, by one look-up more: new numbers are alike, so
// it meets the same pages as the one before it. Nothing is between the two, because a note is
// written in the database transaction that deletes.
export const FIND_TRANSACTIONS_BY_BUSINESS_KEY = `
  select asked.place, holder.transaction_id, null::timestamptz as deleted_at
  from unnest($1::text[], $2::text[]) with ordinality as asked (process, business_key, place)
  join transaction as holder using (process, business_key)
  where holder.status not in ('refused', 'taken_back')
  union all
  select asked.place, gone.transaction_id, gone.deleted_at
  from unnest($1::text[], $2::text[]) with ordinality as asked (process, business_key, place)
  cross join lateral (
    select transaction_id, deleted_at
    from deleted_record
    where deleted_record.process = asked.process
      and deleted_record.business_key = asked.business_key
    offset 0
  ) as gone
`;

type HolderRow = {
  readonly place: string;
  readonly transaction_id: TransactionId;
  readonly deleted_at: Instant | null;
};

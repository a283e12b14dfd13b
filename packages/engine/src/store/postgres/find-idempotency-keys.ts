import type { Queryable } from '@kontor/postgres';
import type { TransactionId } from '@kontor/kernel';
import type { NewTransaction } from '../engine-store.ts';

export type KnownKey = {
  readonly fingerprint: string;
  readonly transactionId: TransactionId;
  readonly reply: unknown;
};

/** Which of the callers' keys were used before, and what was answered then. */
export async function findIdempotencyKeys(
  db: Queryable,
  starts: readonly NewTransaction[],
): Promise<ReadonlyMap<NewTransaction, KnownKey>> {
  const keyed = starts.filter(({ idempotency }) => idempotency);
  if (keyed.length === 0) return new Map();
  const { rows } = await db.query<KnownKeyRow>({
    name: 'find_idempotency_keys',
    text: FIND_IDEMPOTENCY_KEYS,
    values: [
      keyed.map(({ transaction }) => transaction.applicationId),
      keyed.map(({ idempotency }) => idempotency?.operation),
      keyed.map(({ idempotency }) => idempotency?.key),
    ],
  });
  return new Map(
    rows.flatMap((row) => {
      const start = keyed[Number.parseInt(row.place, 10) - 1];
      return start ? [[start, fromKnownKeyRow(row)] as const] : [];
    }),
  );
}

// One look-up of the primary key for each: joined, a table without statistics is read by its first
// two columns, which all keys of an application share.
export const FIND_IDEMPOTENCY_KEYS = `
  select asked.place, known.fingerprint, known.transaction_id, known.reply
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality
    as asked (application_id, operation, key, place)
  cross join lateral (
    select fingerprint, transaction_id, reply
    from idempotency_key
    where idempotency_key.application_id = asked.application_id
      and idempotency_key.operation = asked.operation
      and idempotency_key.key = asked.key
    offset 0
  ) as known
`;

type KnownKeyRow = {
  readonly place: string;
  readonly fingerprint: string;
  readonly transaction_id: string;
  readonly reply: string;
};

function fromKnownKeyRow(row: KnownKeyRow): KnownKey {
  return {
    fingerprint: row.fingerprint,
    transactionId: row.transaction_id as TransactionId,
    reply: JSON.parse(row.reply),
  };
}

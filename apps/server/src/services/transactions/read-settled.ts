import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { SELECT_TRANSACTION, type TransactionRow } from './transaction-row.ts';

export type Settled = {
  /** Legal entities of those that exist. */
  readonly known: ReadonlyMap<string, string>;
  /** Those that Kontor is not working on any more. */
  readonly settled: ReadonlyMap<string, TransactionRow>;
};

/** One look for everybody who waits. Who may see what is decided by the caller. */
export async function readSettled(db: Queryable, ids: readonly TransactionId[]): Promise<Settled> {
  const { rows } = await db.query<TransactionRow>({
    name: 'read_settled_transactions',
    text: READ_SETTLED_TRANSACTIONS,
    values: [ids],
  });
  const settled = rows.filter(({ status }) => status !== 'working');
  return {
    known: new Map(rows.map((row) => [row.transaction_id, row.legal_entity])),
    settled: new Map(settled.map((row) => [row.transaction_id, row])),
  };
}

const READ_SETTLED_TRANSACTIONS = `
  ${SELECT_TRANSACTION}
  where transaction.transaction_id = any($1::text[])
`;

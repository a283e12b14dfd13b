import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { SELECT_TRANSACTION, type TransactionRow } from './transaction-row.ts';

/** Those of the ids that lie in the legal entities. */
export async function readTransactions(
  db: Queryable,
  ids: readonly TransactionId[],
  legalEntities: readonly string[],
): Promise<readonly TransactionRow[]> {
  const { rows } = await db.query<TransactionRow>({
    name: 'read_transactions',
    text: READ_TRANSACTIONS,
    values: [ids, legalEntities],
  });
  return rows;
}

const READ_TRANSACTIONS = `
  ${SELECT_TRANSACTION}
  where transaction.transaction_id = any($1::text[])
    and transaction.legal_entity = any($2::text[])
`;

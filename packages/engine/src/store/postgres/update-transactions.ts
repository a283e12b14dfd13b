import type { Queryable } from '@kontor/postgres';
import { isFinished } from './insert-transactions.ts';
import type { ProgressOf } from './write-progress.ts';

/** Answers how many were updated: one whose version is not the one before `position` is not. */
export async function updateTransactions(
  db: Queryable,
  batch: readonly ProgressOf[],
): Promise<number> {
  if (batch.length === 0) return 0;
  const { rowCount } = await db.query({
    text: UPDATE_TRANSACTIONS,
    values: [
      JSON.stringify(
        batch.map(({ transaction, progress, position }) => ({
          transaction_id: transaction.transactionId,
          version: position,
          status: progress.state.status,
          state: progress.state,
          finished: isFinished(progress.state.status),
        })),
      ),
    ],
  });
  return rowCount ?? 0;
}

// Planned each time, and never by a hash of the whole table; see update-deliveries.
const UPDATE_TRANSACTIONS = `
  update transaction
  set state = change.state,
      status = change.status,
      version = change.version,
      finished_at = case when change.finished then now() end
  from jsonb_to_recordset($1::jsonb) as change
    (transaction_id text, version integer, status text, state jsonb, finished boolean)
  where transaction.transaction_id = any(array[change.transaction_id])
    and transaction.version = change.version - 1
`;

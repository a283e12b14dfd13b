import type { Cancellation } from '@kontor/contracts';
import type { Instant, TransactionId } from '@kontor/kernel';
import { CANCELLED } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';

/** The cancellation as it happened; undefined when it did not. */
export async function readCancelled(
  db: Queryable,
  id: TransactionId,
): Promise<Cancellation | undefined> {
  const { rows } = await db.query<CancelledRow>({
    name: 'read_cancelled_transaction',
    text: READ_CANCELLED,
    values: [id, CANCELLED],
  });
  const [row] = rows;
  return (
    row && {
      transaction: id,
      by: row.by,
      at: row.finished_at,
      reason: row.reason,
      status: 'refused',
      transactionVersion: row.version,
    }
  );
}

const READ_CANCELLED = `
  select finished_at, version, state -> 'ending' ->> 'by' as by,
         state -> 'ending' ->> 'text' as reason
  from transaction
  where transaction_id = $1 and status = 'refused' and state -> 'ending' ->> 'code' = $2
`;

type CancelledRow = {
  readonly finished_at: Instant;
  readonly version: number;
  readonly by: string;
  readonly reason: string;
};

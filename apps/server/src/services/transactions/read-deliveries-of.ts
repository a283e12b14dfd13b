import type { TransactionDetail } from '@kontor/contracts';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine } from '../wire/cut-text.ts';
import { toDeliveryStatus, type StoredDeliveryStatus } from '../wire/to-delivery-status.ts';

type DeliveryLine = TransactionDetail['deliveries'][number];

export async function readDeliveriesOf(
  db: Queryable,
  transactionId: TransactionId,
): Promise<DeliveryLine[]> {
  const { rows } = await db.query<DeliveryLineRow>({
    name: 'read_deliveries_of_transaction',
    text: READ_DELIVERIES_OF_TRANSACTION,
    values: [transactionId],
  });
  return rows.map(fromDeliveryLineRow);
}

const READ_DELIVERIES_OF_TRANSACTION = `
  select delivery_id, connection, operation, status, attempts, external_reference,
         coalesce(
           finished_at,
           (select max(started_at) from delivery_attempt
            where delivery_attempt.delivery_id = delivery.delivery_id),
           created_at) as changed_at
  from delivery
  where transaction_id = $1
  order by created_at, delivery_id
  limit 1000
`;

type DeliveryLineRow = {
  readonly delivery_id: string;
  readonly connection: string;
  readonly operation: string;
  readonly status: StoredDeliveryStatus;
  readonly attempts: number;
  readonly external_reference: string | null;
  readonly changed_at: Instant;
};

function fromDeliveryLineRow(row: DeliveryLineRow): DeliveryLine {
  return {
    id: row.delivery_id,
    connection: row.connection,
    operation: row.operation,
    status: toDeliveryStatus(row.status, row.attempts),
    attempts: row.attempts,
    changedAt: row.changed_at,
    ...(row.external_reference !== null && {
      externalReference: cutLine(row.external_reference, 200),
    }),
  };
}

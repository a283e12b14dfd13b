/**
 * The batch that a report speaks of, by the message that the bank was sent. Its row is locked to
 * the end of the database transaction: two reports on one batch are taken one after the other.
 */

import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { ReportedBatch, TransferStanding } from './apply-report.ts';
import type { TransferEnd, TransferStatus } from './next-status.ts';

export type StoredBatch = ReportedBatch & {
  readonly transactionId: TransactionId;
  readonly legalEntity: string;
  readonly currency: string;
  /** Of its transaction: `waiting`, `working`, `done`, … */
  readonly transactionStatus: string;
  readonly transfers: readonly StoredTransfer[];
};

export type StoredTransfer = TransferStanding & {
  readonly amountMinor: string;
  /** The bank's id of the report that told its status. */
  readonly toldBy?: string;
};

export async function readReportedBatch(
  db: Queryable,
  messageId: string,
): Promise<StoredBatch | undefined> {
  const { rows: batches } = await db.query<BatchRow>({
    name: 'lock_reported_batch',
    text: LOCK_REPORTED_BATCH,
    values: [messageId],
  });
  const [batch] = batches;
  if (!batch) return undefined;
  const { rows } = await db.query<TransferRow>({
    name: 'read_reported_transfers',
    text: READ_REPORTED_TRANSFERS,
    values: [batch.transaction_id],
  });
  return {
    transactionId: batch.transaction_id,
    legalEntity: batch.legal_entity,
    number: batch.number,
    currency: batch.currency,
    transactionStatus: batch.status,
    transfers: rows.map(fromTransferRow),
  };
}

const LOCK_REPORTED_BATCH = `
  select batch.transaction_id, batch.legal_entity, batch.number, batch.currency,
    transaction.status
  from payment_batch as batch
  join transaction on transaction.transaction_id = batch.transaction_id
  where batch.message_id = $1
  for update of batch
`;

type BatchRow = {
  readonly transaction_id: TransactionId;
  readonly legal_entity: string;
  readonly number: string;
  readonly currency: string;
  readonly status: string;
};

const READ_REPORTED_TRANSFERS = `
  select transfer.position, transfer.end_to_end_id, transfer.amount_minor, transfer.status,
    transfer.contradicted_by, report.message_id as told_by
  from payment_transfer as transfer
  left join payment_status_report as report on report.report_id = transfer.status_report_id
  where transfer.transaction_id = $1
  order by transfer.position
`;

type TransferRow = {
  readonly position: number;
  readonly end_to_end_id: string;
  readonly amount_minor: string;
  readonly status: TransferStatus | null;
  readonly contradicted_by: readonly TransferEnd[];
  readonly told_by: string | null;
};

function fromTransferRow(row: TransferRow): StoredTransfer {
  return {
    position: row.position,
    endToEndId: row.end_to_end_id,
    amountMinor: row.amount_minor,
    contradictedBy: row.contradicted_by,
    ...(row.status !== null && { status: row.status }),
    ...(row.told_by !== null && { toldBy: row.told_by }),
  };
}

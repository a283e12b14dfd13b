/**
 * Remember what is ordered, transfer by transfer, in the database transaction that accepts the
 * batch: from then on the bank's reports find it, whatever becomes of it here.
 */

import type { PaymentBatch } from '@kontor/canon';
import { currency, fromDecimal, present, type TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type PaymentBatchEntry = {
  readonly transactionId: TransactionId;
  /** [GrpHdr/MsgId], by which the bank's reports name it */
  readonly messageId: string;
  readonly batch: PaymentBatch;
};

export async function registerPaymentBatch(
  db: Queryable,
  { transactionId, messageId, batch }: PaymentBatchEntry,
): Promise<void> {
  const code = currency(batch.currency);
  const minorOf = (amount: string) =>
    present(fromDecimal(amount, code), 'the checks let only exact amounts through').minor;
  const total = batch.transfers.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  await db.query({
    name: 'insert_payment_batch',
    text: INSERT_PAYMENT_BATCH,
    values: [
      ...[transactionId, messageId, batch.legalEntity, batch.number, batch.debtor.iban],
      ...[batch.executionDay, batch.currency, total.toString(), batch.transfers.length],
    ],
  });
  const rows = batch.transfers.map((transfer, index) => ({
    position: index + 1,
    end_to_end_id: transfer.endToEndId,
    amount_minor: minorOf(transfer.amount).toString(),
    creditor_name: transfer.creditor.name,
    creditor_account: transfer.creditor.iban,
    remittance: transfer.remittance ?? transfer.creditorReference ?? null,
  }));
  await db.query({
    name: 'insert_payment_transfers',
    text: INSERT_PAYMENT_TRANSFERS,
    values: [transactionId, JSON.stringify(rows)],
  });
}

const INSERT_PAYMENT_BATCH = `
  insert into payment_batch (transaction_id, message_id, legal_entity, number, account,
    execution_day, currency, amount_minor, transfer_count)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
`;

const INSERT_PAYMENT_TRANSFERS = `
  insert into payment_transfer (transaction_id, position, end_to_end_id, amount_minor,
    creditor_name, creditor_account, remittance)
  select $1, position, end_to_end_id, amount_minor, creditor_name, creditor_account, remittance
  from jsonb_to_recordset($2::jsonb) as ordered (position integer, end_to_end_id text,
    amount_minor numeric(38), creditor_name text, creditor_account text, remittance text)
`;

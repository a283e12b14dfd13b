import type { OpenItem } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine } from '../wire/cut-text.ts';
import { toUnsignedMoneyWire } from '../wire/to-money-wire.ts';

/** What the customer owes (or has coming) because of the transaction. */
export async function readOpenItemOf(
  db: Queryable,
  transactionId: TransactionId,
): Promise<OpenItem | undefined> {
  const { rows } = await db.query<OpenItemRow>({
    name: 'read_open_item_of_transaction',
    text: READ_OPEN_ITEM_OF_TRANSACTION,
    values: [transactionId],
  });
  return rows[0] && fromOpenItemRow(rows[0]);
}

const READ_OPEN_ITEM_OF_TRANSACTION = `
  select open_item_id, transaction_id, legal_entity, customer, number, issue_day, due_day, currency,
         amount_minor, claimed_minor, document ->> 'number' as document_number, status, version
  from open_item
  where transaction_id = $1
`;

type OpenItemRow = {
  readonly open_item_id: string;
  readonly transaction_id: string;
  readonly legal_entity: string;
  readonly customer: string;
  readonly number: string;
  readonly issue_day: string;
  readonly due_day: string | null;
  readonly currency: string;
  readonly amount_minor: string;
  readonly claimed_minor: string;
  readonly document_number: string | null;
  readonly status: 'open' | 'partly' | 'cleared' | 'cancelled';
  readonly version: number;
};

function fromOpenItemRow(row: OpenItemRow): OpenItem {
  const amount = BigInt(row.amount_minor);
  const open = row.status === 'cancelled' ? 0n : amount - BigInt(row.claimed_minor);
  return {
    id: row.open_item_id,
    legalEntity: row.legal_entity,
    customer: row.customer,
    number: cutLine(row.number, 140),
    kind: amount < 0n ? 'credit-note' : 'invoice',
    amount: toUnsignedMoneyWire(amount, row.currency),
    open: toUnsignedMoneyWire(open, row.currency),
    documentDay: row.issue_day,
    status: row.status === 'cancelled' ? 'reversed' : row.status,
    transaction: row.transaction_id,
    version: row.version,
    ...(row.due_day !== null && { dueDay: row.due_day }),
    ...(row.document_number !== null && { documentNumber: row.document_number }),
  };
}

/** What kind of document a transaction is about. A credit note is an invoice that gives back. */

import type { TransactionKind } from '@kontor/contracts';

export function kindOfTransaction({
  process,
  amount_minor,
}: {
  readonly process: string;
  readonly amount_minor: string | null;
}): TransactionKind {
  switch (process) {
    case INVOICES:
      return amount_minor?.startsWith('-') === true ? 'credit-note' : 'invoice';
    case PAYMENTS:
      return 'payment';
    default:
      return 'document';
  }
}

/** The same, for the `where` of a list. */
export const IS_OF_KIND: Readonly<Record<TransactionKind, string>> = {
  invoice: `(transaction.process = 'create-customer-invoice'
      and coalesce(transaction.amount_minor, 0) >= 0)`,
  'credit-note': `(transaction.process = 'create-customer-invoice'
      and transaction.amount_minor < 0)`,
  payment: `transaction.process = 'apply-customer-payment'`,
  document: `transaction.process not in ('create-customer-invoice', 'apply-customer-payment')`,
};

export const KIND_WORDS: Readonly<Record<TransactionKind, string>> = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  payment: 'Payment',
  document: 'Document',
};

const INVOICES = 'create-customer-invoice';
const PAYMENTS = 'apply-customer-payment';

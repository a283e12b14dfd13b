import type { TransactionKind } from '@kontor/contracts';

export const KIND_WORDS: Readonly<Record<TransactionKind, string>> = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  payment: 'Payment',
  document: 'Document',
};

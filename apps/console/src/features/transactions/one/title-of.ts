import type { ConsoleTransactionRow } from '@kontor/contracts';
import { formatMoney } from '../../../lib/format.ts';

/** `Invoice INV-1004 · Acme GmbH · 1 250.00 EUR` */
export function titleOf({ kind, number, party, customer, amount }: ConsoleTransactionRow): string {
  return [`${KINDS[kind]} ${number}`, party ?? customer, amount && formatMoney(amount)]
    .filter((part) => part !== undefined)
    .join(' · ');
}

export const KINDS = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  payment: 'Payment',
  document: 'Document',
} as const;

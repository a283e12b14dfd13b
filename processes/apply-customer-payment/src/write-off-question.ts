/** What the second person reads: how much is given up, of what, by whom and why. */

import type { CustomerPayment } from '@kontor/canon';
import { present } from '@kontor/kernel';

export function writeOffQuestion(payment: CustomerPayment): string {
  const asked = present(
    payment.writeOffApproval,
    'it is asked where there is something to approve',
  );
  const { currency, allocations } = payment;
  const numbers = allocations.slice(0, NUMBERS_MAX).map(({ invoiceNumber }) => invoiceNumber);
  const more =
    allocations.length > NUMBERS_MAX ? ` and ${allocations.length - NUMBERS_MAX} more` : '';
  return (
    `${asked.requestedBy} wants to write off ${asked.amount} ${currency} of ` +
    `${numbers.join(', ')}${more} (${payment.partyName ?? payment.customer}): ${asked.reason} ` +
    `Above ${asked.limit} ${currency} a second person decides. The receipt and the items are held; ` +
    'the ledger is told when you approve, and they are free again when you decline.'
  );
}

/** As many numbers as a sentence bears. */
const NUMBERS_MAX = 5;

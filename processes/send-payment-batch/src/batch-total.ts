/** What a batch pays in all, as a decimal of its currency. */

import type { PaymentBatch } from '@kontor/canon';
import { currency, fromDecimal, money, parseCurrency, toDecimal } from '@kontor/kernel';

/** Amounts that are no amounts count as nothing: a check names them. */
export function batchTotal(batch: PaymentBatch): string {
  const code = parseCurrency(batch.currency) ?? currency('EUR');
  const minor = batch.transfers.reduce(
    (sum, { amount }) => sum + (fromDecimal(amount, code)?.minor ?? 0n),
    0n,
  );
  return toDecimal(money(minor, code));
}

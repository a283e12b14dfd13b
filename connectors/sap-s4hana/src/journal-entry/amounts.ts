/**
 * Reads the amounts of one posting. The first that is not exact in its currency ends the reading.
 */

import { fromDecimal, money, negate, parseCurrency, type Money } from '@kontor/kernel';
import { notSent } from './not-sent.ts';
import type { Rejected } from '@kontor/connector-sdk';

export type AmountReader = {
  /** `+1` puts a positive amount on the debit side, `-1` on the credit side. */
  read(text: string, side: 1 | -1): Money;
  /** Present when a text was no exact amount. What `read` gave for it then is worth nothing. */
  refusal(): Rejected | undefined;
};

export function amountReader(currencyCode: string): AmountReader {
  const currency = parseCurrency(currencyCode);
  let refusal: Rejected | undefined =
    currency === undefined
      ? notSent('unknown_currency', `${currencyCode} is not a currency of ISO 4217.`)
      : undefined;
  return {
    read(text, side) {
      const amount = currency && fromDecimal(text, currency);
      if (amount === undefined) {
        refusal ??= notSent(
          'amount_has_too_many_decimals',
          `${text} is not an exact amount of ${currencyCode}.`,
        );
        return money(0n, currency ?? ('XXX' as Money['currency']));
      }
      return side === 1 ? amount : negate(amount);
    },
    refusal: () => refusal,
  };
}

import { fromDecimal, parseCurrency, present } from '@kontor/kernel';

/** Amounts of canonical operations are exact, or the process that made them is wrong. */
export function minorOf(amount: string, currency: string): bigint {
  const code = present(parseCurrency(currency), `${currency} is a currency`);
  return present(fromDecimal(amount, code), `${amount} is an amount of ${currency}`).minor;
}

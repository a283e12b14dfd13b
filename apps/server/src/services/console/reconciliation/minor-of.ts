/**
 * An amount that somebody typed into a filter, in minor units. Without a currency hundredths are
 * meant; decimals beyond the currency's do not matter to a range.
 */

import { fromDecimal, minorDigits, parseCurrency } from '@kontor/kernel';

export function minorOf(amount: string | undefined, code: string | undefined): string | undefined {
  const currency = parseCurrency(code ?? 'EUR');
  if (amount === undefined || currency === undefined) return undefined;
  const [whole = '', fraction = ''] = amount.split('.');
  const kept = fraction.slice(0, minorDigits(currency));
  return fromDecimal(kept === '' ? whole : `${whole}.${kept}`, currency)?.minor.toString();
}

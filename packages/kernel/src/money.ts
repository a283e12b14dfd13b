/**
 * Money: an exact amount in a currency's smallest unit. There is no other representation of money.
 *
 * At the edges it is a decimal string beside its currency; inside it is a `bigint`. Nothing here
 * rounds: text with more decimals than the currency has is not an amount of that currency.
 */

import { assert } from './assert.ts';
import { minorDigits, type CurrencyCode } from './currency.ts';

export type Money = { readonly minor: bigint; readonly currency: CurrencyCode };

export function money(minor: bigint, currency: CurrencyCode): Money {
  return { minor, currency };
}

/** `{ minor: 123450n, currency: 'EUR' }` becomes `'1234.50'`. */
export function toDecimal({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const padded = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + padded;
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/**
 * Undefined when the text is not an exact amount of that currency: nothing is rounded here.
 * Trailing zeros beyond the currency's decimals are exact and therefore read: `'1.500'` EUR is
 * 1.50.
 */
export function fromDecimal(text: string, currency: CurrencyCode): Money | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  const digits = minorDigits(currency);
  const excess = fraction.slice(digits);
  if (/[^0]/.test(excess)) return undefined;
  assert(whole !== undefined, 'the pattern always captures the whole part');
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return money(sign ? -minor : minor, currency);
}

export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.minor + right.minor, left.currency);
}

export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.minor - right.minor, left.currency);
}

export function negate({ minor, currency }: Money): Money {
  return money(-minor, currency);
}

export function sum(amounts: Iterable<Money>, currency: CurrencyCode): Money {
  let total = money(0n, currency);
  for (const amount of amounts) total = add(total, amount);
  return total;
}

export function isSameMoney(left: Money, right: Money): boolean {
  return left.currency === right.currency && left.minor === right.minor;
}

function assertSameCurrency(left: Money, right: Money): void {
  assert(
    left.currency === right.currency,
    `money is computed with in one currency, not ${left.currency} and ${right.currency}`,
  );
}

/**
 * Eighteen digits before the point is more than any ledger holds, and bounds the work of BigInt.
 */
const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/;

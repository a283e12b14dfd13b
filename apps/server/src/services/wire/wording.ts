/** Counts, amounts and durations in sentences, as people say them. */

import type { MoneyWire } from './to-money-wire.ts';

/** `1 283`: groups of three, with a space that does not break. */
export function wordCount(count: number): string {
  return String(count).replaceAll(GROUPS, '\u00A0');
}

/** `12 345.00 EUR`: the digits before the point in groups. */
export function wordMoney({ amount, currency }: MoneyWire): string {
  const [whole = '', fraction] = amount.split('.');
  const grouped = whole.replaceAll(GROUPS, '\u00A0');
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`} ${currency}`;
}

/** Rounded to what a person would say: `40 s`, `4 min`, `3 h`, `2 days`. */
export function wordDuration(seconds: number): string {
  if (seconds < 100) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** Between the thousands: before every three digits that end the number. */
const GROUPS = /\B(?=(\d{3})+$)/g;

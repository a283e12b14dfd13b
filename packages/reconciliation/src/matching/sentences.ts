/** Words for explanations. */

import { money, toDecimal, type CurrencyCode } from '@kontor/kernel';
import type { OpenAmount } from './types.ts';

export function textOf(minor: bigint, currency: CurrencyCode): string {
  return `${toDecimal(money(minor, currency))} ${currency}`;
}

/** `4711, 4712 and 8 others`. */
export function listOf(items: readonly OpenAmount[]): string {
  const numbers = items.map(({ number }) => number);
  const shown = numbers.slice(0, SHOWN_MAX);
  const others = numbers.length - shown.length;
  if (others > 0) return `${shown.join(', ')} and ${others} others`;
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}

/** As many numbers as a sentence bears. */
const SHOWN_MAX = 5;

/** Digits as text, and the sums that check digits are made of. */

import { present, type Random } from '@kontor/kernel';

/** `count` random digits; `firstMin` is 1 where numbers do not begin with a zero. */
export function digits(count: number, random: Random, firstMin: 0 | 1 = 0): string {
  return Array.from({ length: count }, (_, at) => {
    const min = at === 0 ? firstMin : 0;
    return min + Math.floor(random.fraction() * (10 - min));
  }).join('');
}

export function digitsOf(text: string): readonly number[] {
  return Array.from(text, (digit) => digit.charCodeAt(0) - 48);
}

export function weightedSum(text: string, weights: readonly number[]): number {
  return digitsOf(text).reduce(
    (sum, digit, at) => sum + digit * present(weights[at], 'there is a weight for every digit'),
    0,
  );
}

/** The digit that makes `base` and itself pass Luhn's check. */
export function luhnDigit(base: string): number {
  const sum = digitsOf(base)
    .toReversed()
    .reduce((total, digit, at) => {
      const doubled = at % 2 === 0 ? digit * 2 : digit;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return (10 - (sum % 10)) % 10;
}

/**
 * VAT identification numbers that pass their country's check, and belong to nobody that we know.
 */

import { unreachable, type Random } from '@kontor/kernel';
import { digits, digitsOf, luhnDigit, weightedSum } from './check-digits.ts';

export type VatCountry = 'AT' | 'BE' | 'DE' | 'FR' | 'GB' | 'NL';

export function makeVatId(country: VatCountry, random: Random): string {
  switch (country) {
    case 'AT':
      return `ATU${austrian(digits(7, random))}`;
    case 'BE':
      return `BE${belgian(`0${digits(7, random, 1)}`)}`;
    case 'DE':
      return `DE${german(digits(8, random, 1))}`;
    case 'FR':
      return `FR${french(digits(8, random, 1))}`;
    case 'GB':
      return `GB${british(random)}`;
    case 'NL':
      return `NL${dutch(random)}B01`;
    default:
      return unreachable(country);
  }
}

function austrian(base: string): string {
  const sum = digitsOf(base).reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return base + ((10 - ((sum + 4) % 10)) % 10);
}

function belgian(base: string): string {
  return base + String(97 - (parseInt(base, 10) % 97)).padStart(2, '0');
}

/** ISO 7064, MOD 11,10 */
function german(base: string): string {
  const product = digitsOf(base).reduce((before, digit) => {
    const sum = (digit + before) % 10 || 10;
    return (sum * 2) % 11;
  }, 10);
  return base + ((11 - product) % 10);
}

/** The SIREN number ends in a Luhn digit; the two before it are a key over the whole. */
function french(base: string): string {
  const siren = base + luhnDigit(base);
  const key = (12 + 3 * (parseInt(siren, 10) % 97)) % 97;
  return String(key).padStart(2, '0') + siren;
}

/**
 * The older of Britain's two rules: the weighted sum and the last two digits make a multiple of 97.
 */
function british(random: Random): string {
  for (;;) {
    // Numbers that begin with 0 or 9 lie partly in ranges for the newer rule only.
    const base = String(1 + Math.floor(random.fraction() * 8)) + digits(6, random);
    const rest = weightedSum(base, [8, 7, 6, 5, 4, 3, 2]) % 97;
    // For a rest of nothing some checkers expect 00 and some 97.
    if (rest !== 0) return base + String(97 - rest).padStart(2, '0');
  }
}

function dutch(random: Random): string {
  for (;;) {
    const base = digits(8, random, 1);
    const check = weightedSum(base, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    if (check < 10) return base + check; // one base in eleven has no check digit
  }
}

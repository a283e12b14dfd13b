/**
 * Account numbers that pass every check, at banks that do not exist: their bank codes lie in ranges
 * that are not assigned, so a slip of the sandbox can never pay a real account.
 */

import { assert, unreachable, type Random } from '@kontor/kernel';
import { digits, weightedSum } from './check-digits.ts';

export type IbanCountry = 'AT' | 'BE' | 'DE' | 'FR' | 'GB' | 'NL';

export function makeIban(country: IbanCountry, random: Random): string {
  const bban = makeBban(country, random);
  return country + checkDigits(country, bban) + bban;
}

/**
 * An account of the United States: nine digits of routing number with check digit, and the number.
 */
export function makeAmericanAccount(random: Random): { routing: string; number: string } {
  const base = `99${digits(6, random)}`;
  const sum = weightedSum(base, [3, 7, 1, 3, 7, 1, 3, 7]);
  return { routing: base + ((10 - (sum % 10)) % 10), number: digits(10, random, 1) };
}

/** ISO 13616: the two digits that make the whole, read as a number, leave 1 modulo 97. */
export function checkDigits(country: string, bban: string): string {
  assert(/^[A-Z]{2}$/.test(country) && /^[A-Z0-9]+$/.test(bban), 'an IBAN is upper case');
  return String(98n - (toNumber(`${bban}${country}00`) % 97n)).padStart(2, '0');
}

function makeBban(country: IbanCountry, random: Random): string {
  switch (country) {
    case 'AT':
      return `99990${digits(11, random)}`;
    case 'BE': {
      const base = `999${digits(7, random)}`;
      return base + String(parseInt(base, 10) % 97 || 97).padStart(2, '0');
    }
    case 'DE':
      return `99990001${digits(10, random)}`;
    case 'FR': {
      const base = `9999900001${digits(11, random)}`;
      return base + String(97n - ((BigInt(base) * 100n) % 97n)).padStart(2, '0');
    }
    case 'GB':
      return `SNDB999999${digits(8, random)}`;
    case 'NL':
      return `SNDB${elevenTested(random)}`;
    default:
      return unreachable(country);
  }
}

/** The Dutch eleven test. */
function elevenTested(random: Random): string {
  for (;;) {
    const number = digits(10, random);
    if (weightedSum(number, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0) return number;
  }
}

/** A is 10, Z is 35. */
function toNumber(text: string): bigint {
  return BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)));
}

/**
 * `:25:` and `:25P:` as a canonical account. SWIFT leaves the form to the bank: an IBAN with or
 * without a currency, bank code and number, a number alone. What is not an IBAN stays as it stands.
 */

import type { BankAccount } from '@kontor/canon';
import { parseCurrency } from '@kontor/kernel';
import { lineAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import type { Mt940Field } from './mt940-fields.ts';
import {} from './mt940-values.ts';

export function fromAccount({ tag, text }: Mt940Field, place: FilePlace): BankAccount {
  const [first = '', bic] = text.split('\n');
  const number = lineAt(place, first, { name: 'the account', lengthMax: 70 });
  if (number === undefined) {
    return refuseAt(place, 'account_missing', 'The statement does not say of which account it is.');
  }
  const [, start = '', letters] = WITH_CURRENCY.exec(number) ?? [];
  const currency = letters === undefined ? undefined : parseCurrency(letters);
  const iban = (currency ? start : number).replaceAll(' ', '');
  const isBic = tag === '25P' && bic !== undefined && BIC.test(bic.trim());
  return {
    ...(isIban(iban) ? { iban } : { number }),
    ...(currency && { currency }),
    ...(isBic && { bic: bic.trim() }),
  };
}

/**
 * ISO 13616: letters count from 10 to 35, the first four characters go last, the rest is 1 mod 97.
 */
export function isIban(text: string): boolean {
  if (!IBAN.test(text)) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => `${letter.charCodeAt(0) - LETTER_A + 10}`);
  return BigInt(digits) % 97n === 1n;
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const BIC = /^[A-Z0-9]{8}(?:[A-Z0-9]{3})?$/;
const WITH_CURRENCY = /^(.*\d)[ /]?([A-Z]{3})$/;
const LETTER_A = 65;

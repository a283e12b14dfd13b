/**
 * `:60F:`, `:60M:`, `:62F:`, `:62M:`, `:64:`, `:65:` as canonical balances, and `:90D:`, `:90C:`.
 */

import type { Balance, StatementSummary } from '@kontor/canon';
import { money, present, toDecimal } from '@kontor/kernel';
import { noticeAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import type { Mt940Field } from './mt940-fields.ts';
import { fromSwiftAmount, fromSwiftDay } from './mt940-values.ts';

/** `otherwise` is the currency of the statement, for banks that leave it out of later balances. */
export function fromBalance(
  { tag, text }: Mt940Field,
  otherwise: string | undefined,
  place: FilePlace,
): Balance {
  const [, mark, day = '', ownCurrency, amountText = ''] = BALANCE.exec(firstLine(text)) ?? [];
  if (mark === undefined) {
    return refuseAt(place, 'balance_malformed', 'A balance is C or D, date, currency, amount.');
  }
  if (ownCurrency === undefined && otherwise !== undefined) {
    noticeAt(place, 'balance_currency_missing', `A balance was read as ${otherwise}.`);
  }
  const amount = fromSwiftAmount(amountText, ownCurrency ?? otherwise, place);
  return {
    code: present(CODES.get(tag), 'only balances are read as balances'),
    amount: toDecimal(amount),
    currency: amount.currency,
    direction: mark === 'C' ? 'credit' : 'debit',
    day: fromSwiftDay(day, place),
  };
}

/** `:90D:` and `:90C:` of MT942: number and sum of the debits and of the credits. */
export function fromEntryTotal({ tag, text }: Mt940Field, place: FilePlace): StatementSummary {
  const [, count, currency, amountText = ''] = TOTAL.exec(firstLine(text)) ?? [];
  if (count === undefined) {
    return refuseAt(place, 'control_total_malformed', 'A total is a number, currency, amount.');
  }
  const { minor, currency: known } = fromSwiftAmount(amountText, currency, place);
  const sum = toDecimal(money(minor, known));
  const told = count === '' ? undefined : Number.parseInt(count, 10);
  return tag === '90D'
    ? { ...(told !== undefined && { debitCount: told }), debitSum: sum }
    : { ...(told !== undefined && { creditCount: told }), creditSum: sum };
}

/** After the first line come footers of the bank: balances and totals have one. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim();
}

const BALANCE = /^([CD])(\d{6})([A-Z]{3})?(\d{1,24}[,.]\d*)$/;
const TOTAL = /^(\d{0,5})([A-Z]{3})(\d{0,24}[,.]\d*)$/;

const CODES: ReadonlyMap<string, string> = new Map([
  ['60F', 'OPBD'],
  ['60M', 'ITBD'],
  ['62F', 'CLBD'],
  ['62M', 'ITBD'],
  ['64', 'CLAV'],
  ['65', 'FWAV'],
]);

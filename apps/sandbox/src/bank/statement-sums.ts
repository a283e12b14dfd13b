/** What every statement adds up: credits, debits and the balance that they lead to. */

import type { Direction } from '@kontor/canon';
import {
  add,
  assert,
  currency,
  fromDecimal,
  money,
  negate,
  subtract,
  sum,
  type Money,
} from '@kontor/kernel';
import type { SandboxBankAccount } from '../master-data/sandbox-company.ts';
import type { BankMovement, DailyStatement } from './bank-movement.ts';

export type StatementSums = {
  readonly credits: Money;
  readonly creditCount: number;
  readonly debits: Money;
  readonly debitCount: number;
  readonly closingBalance: Money;
};

export function statementSums({
  account,
  openingBalance,
  movements,
}: DailyStatement): StatementSums {
  const amountsOf = (wanted: Direction) =>
    movements
      .filter(({ direction }) => direction === wanted)
      .map(({ amount }) => amountOn(account, amount));
  const { currency: code } = openingBalance;
  const [credited, debited] = [amountsOf('credit'), amountsOf('debit')];
  const [credits, debits] = [sum(credited, code), sum(debited, code)];
  return {
    credits,
    creditCount: credited.length,
    debits,
    debitCount: debited.length,
    closingBalance: subtract(add(openingBalance, credits), debits),
  };
}

/**
 * Decimal text as money of the account; text that is no exact amount of its currency is a mistake.
 */
export function amountOn(account: SandboxBankAccount, text: string): Money {
  const amount = fromDecimal(text, currency(account.currency));
  assert(amount !== undefined, `${text} is an exact amount of ${account.currency}`);
  return amount;
}

/** Refuses what no bank would book. */
export function assertBookable(account: SandboxBankAccount, movement: BankMovement): void {
  const amount = amountOn(account, movement.amount);
  assert(amount.minor > 0n, 'a movement has a positive amount and a direction');
  if (!movement.parts) return;
  const parts = movement.parts.map((part) => amountOn(account, part.amount));
  const total = sum(parts, amount.currency);
  assert(total.minor === amount.minor, 'the parts of a collective entry add up to its amount');
}

/** Banks write a balance as an amount without a sign and a side. Nothing counts as credit. */
export function sideOf(balance: Money): { readonly amount: Money; readonly direction: Direction } {
  return balance.minor < 0n
    ? { amount: negate(balance), direction: 'debit' }
    : { amount: money(balance.minor, balance.currency), direction: 'credit' };
}

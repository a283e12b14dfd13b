/**
 * Opening balance + booked entries = closing balance, or what is in the way: the sum that a
 * statement is proved by.
 */

import type { Balance } from '@kontor/canon';
import { money, toDecimal, type Defect, type Money } from '@kontor/kernel';
import { moneyOf, type OpenStatement } from './open-statement.ts';

export type ProofOutcome =
  | {
      readonly kind: 'proved';
      readonly opening: Money;
      readonly credits: Money;
      readonly debits: Money;
      readonly closing: Money;
    }
  /** There is nothing to prove it by: `reason` says why, and it is no fault of the file. */
  | { readonly kind: 'without_proof'; readonly reason: Defect }
  | { readonly kind: 'disproved'; readonly defects: readonly Defect[] };

export function rollForward(
  open: OpenStatement,
  balances: readonly Balance[],
  at: string,
): ProofOutcome {
  const opening = openingOf(balances);
  const closing = closingOf(balances, opening);
  if (!opening || !closing) {
    const missing = [...(opening ? [] : ['opening']), ...(closing ? [] : ['closing'])];
    return disproved(
      missing.map((side) => ({
        code: `${side}_balance_missing`,
        at,
        detail: `The statement has no booked ${side} balance: it cannot be proved.`,
      })),
    );
  }
  const from = signed(opening);
  const to = signed(closing);
  const { currency } = from;
  if (to.currency !== currency) {
    const detail = `It opens in ${currency} and closes in ${to.currency}.`;
    return disproved([{ code: 'balance_currency_differs', at, detail }]);
  }
  if (!open.isOneCurrency || (open.currency !== undefined && open.currency !== currency)) {
    const detail = `There are entries in another currency than the ${currency} of the balances.`;
    return disproved([{ code: 'entry_currency_differs', at, detail }]);
  }
  const { credits, debits } = open.booked;
  const expected = from.minor + credits - debits;
  if (expected !== to.minor) {
    const text = (minor: bigint) => `${toDecimal(money(minor, currency))} ${currency}`;
    const detail =
      `The entries lead from ${text(from.minor)} to ${text(expected)}; the bank says ` +
      `${text(to.minor)}: a difference of ${text(to.minor - expected)}.`;
    return disproved([{ code: 'closing_balance_differs', at, detail }]);
  }
  return {
    kind: 'proved',
    opening: from,
    credits: money(credits, currency),
    debits: money(debits, currency),
    closing: to,
  };
}

/**
 * Booked opening: OPBD, else the previous close PRCD (German banks write it instead), else the
 * first interim balance of a page.
 */
function openingOf(balances: readonly Balance[]): Balance | undefined {
  return (
    balances.find(({ code }) => code === 'OPBD') ??
    balances.find(({ code }) => code === 'PRCD') ??
    (interims(balances).length > 1 || hasClosing(balances) ? interims(balances)[0] : undefined)
  );
}

/**
 * Booked closing: the last CLBD of a statement over several days, else the last interim balance.
 */
function closingOf(balances: readonly Balance[], opening: Balance | undefined) {
  const closing = balances.findLast(({ code }) => code === 'CLBD');
  if (closing) return closing;
  const interim = interims(balances).at(-1);
  return interim === opening ? undefined : interim;
}

function interims(balances: readonly Balance[]): readonly Balance[] {
  return balances.filter(({ code }) => code === 'ITBD');
}

function hasClosing(balances: readonly Balance[]): boolean {
  return balances.some(({ code }) => code === 'CLBD');
}

function signed(balance: Balance): Money {
  const { minor, currency } = moneyOf(balance);
  return money(balance.direction === 'credit' ? minor : -minor, currency);
}

export function disproved(defects: readonly Defect[]): ProofOutcome {
  return { kind: 'disproved', defects };
}

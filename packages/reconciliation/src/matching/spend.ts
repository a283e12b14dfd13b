/**
 * Spends a receipt on chosen items: credit notes are taken into account whole, then what is due
 * first is paid first. What is missing or left is written off within the tolerance; beyond it, an
 * item stays partly open, or the rest goes where the policy says.
 */

import { assert } from '@kontor/kernel';
import type { Allocation, MatchingPolicy, OpenAmount, Spending } from './types.ts';

export type Fit = 'exact' | 'tolerated' | 'partial' | 'overpaid';

/** `items` in the order in which they are paid. Undefined when they come to nothing to pay. */
export function spend(
  amount: bigint,
  items: readonly OpenAmount[],
  policy: MatchingPolicy,
): { readonly spending: Spending; readonly fit: Fit } | undefined {
  const [first] = items;
  const owed = items.reduce((sum, { open }) => sum + open, 0n);
  if (!first || owed <= 0n || amount <= 0n) return undefined;
  assert(
    items.every(({ customer }) => customer === first.customer),
    'a receipt is spent on one customer',
  );
  const { customer } = first;
  const whole = items.map(({ openItemId, open }) => ({ openItemId, amount: open }));
  const settled = { customer, allocations: whole, uses: amount, difference: 0n, onAccount: 0n };
  const missing = owed - amount;
  if (missing === 0n) return { spending: settled, fit: 'exact' };
  if (absolute(missing) <= policy.tolerance) {
    return { spending: { ...settled, difference: missing }, fit: 'tolerated' };
  }
  if (missing > 0n) {
    const allocations = paidInTurn(amount, items);
    return { spending: { ...settled, allocations }, fit: 'partial' };
  }
  return policy.overpayment === 'on-account'
    ? { spending: { ...settled, onAccount: -missing }, fit: 'overpaid' }
    : { spending: { ...settled, uses: owed }, fit: 'overpaid' };
}

function paidInTurn(amount: bigint, items: readonly OpenAmount[]): readonly Allocation[] {
  const credits = items.filter(({ open }) => open < 0n);
  let budget = credits.reduce((sum, { open }) => sum - open, amount);
  const allocations = credits.map(({ openItemId, open }) => ({ openItemId, amount: open }));
  for (const { openItemId, open } of items) {
    if (open <= 0n || budget === 0n) continue;
    const paid = open < budget ? open : budget;
    allocations.push({ openItemId, amount: paid });
    budget -= paid;
  }
  assert(budget === 0n, 'what is less than owed is spent wholly');
  return allocations;
}

function absolute(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

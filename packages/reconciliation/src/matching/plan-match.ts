/**
 * What a person asked for, as a way of spending a receipt, or what is wrong with it. Pure: the same
 * for what is shown before it happens and for what happens.
 */

import { fromDecimal, type Defect } from '@kontor/kernel';
import type { BankEntry } from './bank-entry.ts';
import type { LockedItem } from './lock-open-items.ts';
import type { MatchDifference } from './record-match.ts';
import { textOf } from './sentences.ts';
import type { Spending } from './types.ts';

export type MatchRequest = {
  readonly bankEntryId: string;
  readonly allocations: readonly { readonly openItemId: string; readonly amount: string }[];
  readonly differences: readonly MatchDifference[];
  /** Of the bank entry, as the person saw it; absent where nothing will be written. */
  readonly version?: number;
};

export type MatchPlan =
  | { readonly kind: 'planned'; readonly spending: Spending }
  /** The person asked for something sensible, and somebody else was there first. */
  | { readonly kind: 'already_claimed' }
  | { readonly kind: 'unacceptable'; readonly defects: readonly Defect[] };

/** `items` are those that the request names, as they are now. */
export function planMatch(
  request: MatchRequest,
  entry: BankEntry,
  items: readonly LockedItem[],
): MatchPlan {
  const { spending, defects } = spendingOf(request, entry, items);
  if (!spending || defects.length > 0) return { kind: 'unacceptable', defects };
  return exceeds(spending, entry, items) ? ALREADY_CLAIMED : { kind: 'planned', spending };
}

/** The entry after the money was spent. */
export function entryAfter(entry: BankEntry, { uses }: Spending): BankEntry {
  return { ...entry, claimed: entry.claimed + uses };
}

/** An item after what the spending claims of it. */
export function itemAfter(item: LockedItem, { allocations }: Spending): LockedItem {
  const claimed = allocations.find(({ openItemId }) => openItemId === item.openItemId);
  if (!claimed) return item;
  const open = item.open - claimed.amount;
  return { ...item, open, isOpen: item.isOpen && open !== 0n };
}

function spendingOf(
  { allocations, differences }: MatchRequest,
  entry: BankEntry,
  items: readonly LockedItem[],
): { readonly spending?: Spending; readonly defects: readonly Defect[] } {
  const defects: Defect[] = [];
  const refuse = (code: string, at: string, detail: string) => defects.push({ code, at, detail });
  const minor = (amount: string, at: string) => {
    const money = fromDecimal(amount, entry.currency);
    if (!money) refuse('amount_not_exact', at, `${amount} is not an amount of ${entry.currency}.`);
    else if (money.minor === 0n) refuse('amount_is_zero', at, 'Leave out what is zero.');
    return money?.minor ?? 0n;
  };
  const claims = allocations.map(({ openItemId, amount }, index) => {
    const at = `/allocations/${index}`;
    const item = items.find((each) => each.openItemId === openItemId);
    const claimed = minor(amount, `${at}/amount`);
    if (item && claimed !== 0n && claimed > 0n !== item.open > 0n && item.open !== 0n) {
      const sign = item.open > 0n ? 'positive for an invoice' : 'negative for a credit note';
      refuse('wrong_sign', `${at}/amount`, `The amount is ${sign}.`);
    } else if (item && magnitude(claimed) > magnitude(item.amount)) {
      const whole = textOf(item.amount, entry.currency);
      refuse('more_than_owed', `${at}/amount`, `${item.number} is over ${whole}.`);
    }
    if (allocations.findIndex((each) => each.openItemId === openItemId) < index) {
      refuse('named_twice', `${at}/openItem`, 'Name each open item once, with one amount.');
    }
    return { openItemId, amount: claimed };
  });
  const difference = sumOf(differences, 'write-off', minor);
  const onAccount = sumOf(differences, 'on-account', minor);
  if (onAccount < 0n) refuse('wrong_sign', '/differences', 'What stays on account is positive.');
  refuseStrangers(entry, items, refuse);
  const claimed = claims.reduce((sum, { amount }) => sum + amount, 0n);
  const uses = claimed + onAccount - difference;
  const left = entry.amount - entry.claimed;
  // Amounts that are wrong themselves come to nothing that would help.
  if (defects.length === 0 && (uses <= 0n || uses > entry.amount)) {
    const detail =
      `This comes to ${textOf(uses, entry.currency)}; the entry has ` +
      `${textOf(left, entry.currency)} to give.`;
    refuse('more_than_received', '/allocations', detail);
  }
  const customer = items[0]?.customer;
  if (customer === undefined || defects.length > 0) return { defects };
  return { spending: { customer, allocations: claims, uses, difference, onAccount }, defects };
}

type Refuse = (code: string, at: string, detail: string) => void;

function refuseStrangers(entry: BankEntry, items: readonly LockedItem[], refuse: Refuse): void {
  const at = '/allocations';
  if (entry.direction !== 'credit' || entry.matchStatus === 'returned') {
    refuse('not_a_receipt', '/bankEntry', 'Only money that came in and stayed is matched.');
  }
  if (items.length === 0) refuse('nothing_to_pay', at, 'Name at least one open item.');
  if (new Set(items.map(({ customer }) => customer)).size > 1) {
    refuse('several_customers', at, 'Make one match for each customer: an entry may have several.');
  }
  if (items.some(({ legalEntity }) => legalEntity !== entry.legalEntity)) {
    refuse('other_legal_entity', at, `Only items of ${entry.legalEntity} are paid by this entry.`);
  }
  if (items.some(({ currency }) => currency !== entry.currency)) {
    refuse('other_currency', at, `Only items in ${entry.currency} are paid by this entry.`);
  }
}

function sumOf(
  differences: readonly MatchDifference[],
  kind: MatchDifference['kind'],
  minor: (amount: string, at: string) => bigint,
): bigint {
  return differences.reduce(
    (sum, difference, index) =>
      difference.kind === kind ? sum + minor(difference.amount, `/differences/${index}`) : sum,
    0n,
  );
}

function exceeds(spending: Spending, entry: BankEntry, items: readonly LockedItem[]): boolean {
  if (spending.uses > entry.amount - entry.claimed) return true;
  const open = new Map(items.map((item) => [item.openItemId, item]));
  return spending.allocations.some(({ openItemId, amount: claimed }) => {
    const item = open.get(openItemId);
    return !item?.isOpen || magnitude(claimed) > magnitude(item.open);
  });
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

const ALREADY_CLAIMED: MatchPlan = { kind: 'already_claimed' };

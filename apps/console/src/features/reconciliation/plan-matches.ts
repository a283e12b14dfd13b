/**
 * What a selection comes to, exactly: how much came in, how much of the items is meant, what is
 * between them, and the matches that say so. The server decides again.
 *
 * Credit notes are taken into account first; then items are paid in their order by the lines in
 * theirs. A match is made for each line and customer.
 */

import type { NewMatch, ReconciliationItem, ReconciliationLine } from '@kontor/contracts';
import { fromDecimal, money, parseCurrency, toDecimal, type CurrencyCode } from '@kontor/kernel';

export type Selection = {
  readonly lines: readonly ReconciliationLine[];
  readonly items: readonly ReconciliationItem[];
  /** What was typed, by item; all that is open where nothing was. */
  readonly amounts: Readonly<Record<string, string>>;
  /** What becomes of the difference. */
  readonly difference: DifferenceChoice;
};

/** open: what is missing stays owed, what is too much stays on the line. */
export type DifferenceChoice = 'open' | 'write-off' | 'on-account';

export type Balance = {
  readonly currency: string;
  readonly received: string;
  readonly meant: string;
  /** Received without what is meant: negative where the customer paid short. */
  readonly difference: string;
  readonly fit: 'exact' | 'short' | 'over';
  readonly choices: readonly DifferenceChoice[];
};

export type Plan = {
  readonly balance?: Balance;
  /** By item: why its amount cannot be. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Why nothing can be matched yet, in a sentence. */
  readonly obstacle?: string;
  /** Without the reasons of their differences. */
  readonly matches: readonly NewMatch[];
};

export function planMatches(selection: Selection): Plan {
  const { lines, items } = selection;
  const [first] = [...lines, ...items];
  const code = first && parseCurrency(first.open.currency);
  if (!code) return { wrong: {}, matches: [] };
  const mixed = mixtureOf(selection);
  if (mixed !== undefined) return { wrong: {}, obstacle: mixed, matches: [] };
  const meant = meantOf(selection, code);
  const balance = balanceOf(selection, meant.minors, code);
  if (Object.keys(meant.wrong).length > 0) return { balance, wrong: meant.wrong, matches: [] };
  if (lines.length === 0 || items.length === 0) {
    const obstacle = lines.length === 0 ? 'Choose the receipt that pays.' : 'Choose what it pays.';
    return { balance, wrong: {}, obstacle, matches: [] };
  }
  const difference = balance.choices.includes(selection.difference) ? selection.difference : 'open';
  const matches = spread({ ...selection, difference }, meant.minors, code);
  return { balance, wrong: {}, matches };
}

function mixtureOf({ lines, items }: Selection): string | undefined {
  const rows = [...lines, ...items];
  const entities = new Set(rows.map(({ legalEntity }) => legalEntity));
  if (entities.size > 1)
    return `These belong to ${[...entities].join(' and ')}: choose one company.`;
  const currencies = new Set(rows.map(({ open }) => open.currency));
  if (currencies.size > 1)
    return `These are in ${[...currencies].join(' and ')}: choose one currency.`;
  return undefined;
}

function meantOf({ items, amounts }: Selection, code: CurrencyCode) {
  const wrong: Record<string, string> = {};
  const minors = items.map((item) => {
    const open = minorOf(item.open.amount, code) ?? 0n;
    const typed = amounts[item.id];
    if (typed === undefined) return open;
    const minor = minorOf(typed.replaceAll(/[\s\u202f]/g, '').replace(',', '.'), code);
    if (minor === undefined || minor === 0n) wrong[item.id] = `Not an amount of ${code}.`;
    else if (minor > 0n !== open > 0n) {
      wrong[item.id] =
        open > 0n ? 'An invoice takes a positive amount.' : 'A credit note is negative.';
    } else if (magnitude(minor) > magnitude(open)) {
      wrong[item.id] = `Only ${item.open.amount} is open.`;
    }
    return minor ?? 0n;
  });
  return { minors, wrong };
}

function balanceOf(
  { lines, items }: Selection,
  meant: readonly bigint[],
  code: CurrencyCode,
): Balance {
  const received = sum(lines.map(({ open }) => minorOf(open.amount, code) ?? 0n));
  const claimed = sum(meant);
  const difference = received - claimed;
  const text = (minor: bigint) => toDecimal(money(minor, code));
  const isOpenEnded = lines.length === 0 || items.length === 0;
  // Whose money is missing or too much, nobody can tell from here when there are several.
  const customers = new Set(items.map(({ customer }) => customer)).size;
  return {
    currency: code,
    received: text(received),
    meant: text(claimed),
    difference: text(difference),
    fit: difference === 0n ? 'exact' : difference < 0n ? 'short' : 'over',
    choices: isOpenEnded || difference === 0n ? [] : choicesFor(difference, customers),
  };
}

function choicesFor(difference: bigint, customers: number): readonly DifferenceChoice[] {
  if (customers > 1) return ['open'];
  return difference < 0n ? ['open', 'write-off'] : ['open', 'on-account'];
}

type Wallet = { readonly line: ReconciliationLine; left: bigint };
type Draft = {
  readonly wallet: Wallet;
  readonly allocations: { openItem: string; amount: bigint }[];
};

function spread(selection: Selection, meant: readonly bigint[], code: CurrencyCode): NewMatch[] {
  const { lines, items, difference } = selection;
  const wallets: Wallet[] = lines.map((line) => ({
    line,
    left: minorOf(line.open.amount, code) ?? 0n,
  }));
  const rest = sum(wallets.map(({ left }) => left)) - sum(meant);
  const last = wallets.at(-1);
  // What is given up is as good as money that came in with the last line.
  if (rest < 0n && difference === 'write-off' && last) last.left -= rest;
  const drafts = new Map<string, Draft>();
  const wanted = items.map((item, index) => ({ item, amount: meant[index] ?? 0n }));
  for (const owed of Map.groupBy(wanted, ({ item }) => item.customer).values()) {
    for (const { item, amount } of owed.toSorted(creditsFirst)) pay(item, amount, wallets, drafts);
  }
  const matches = [...drafts.values()];
  return matches.map((draft, index) => {
    const isLast = index === matches.length - 1;
    const missing = isLast && rest < 0n && difference === 'write-off' ? -rest : 0n;
    // A line that pays nothing has no account to stay on: it stays open.
    const over = difference === 'on-account' ? draft.wallet.left : 0n;
    return toMatch(draft, code, [
      ...differenceOf('write-off', missing, code),
      ...differenceOf('on-account', over, code),
    ]);
  });
}

/** A credit note makes its line longer; an invoice takes from one line after the other. */
function pay(
  { id, customer }: ReconciliationItem,
  amount: bigint,
  wallets: readonly Wallet[],
  drafts: Map<string, Draft>,
): void {
  let open = amount;
  for (const wallet of wallets) {
    if (open === 0n) return;
    if (wallet.left <= 0n) continue;
    const paid = open < wallet.left ? open : wallet.left;
    wallet.left -= paid;
    open -= paid;
    const key = `${wallet.line.id} ${customer}`;
    const draft = drafts.get(key) ?? { wallet, allocations: [] };
    draft.allocations.push({ openItem: id, amount: paid });
    drafts.set(key, draft);
  }
}

function creditsFirst(
  left: { readonly amount: bigint },
  right: { readonly amount: bigint },
): number {
  return Number(right.amount < 0n) - Number(left.amount < 0n);
}

function differenceOf(
  kind: 'write-off' | 'on-account',
  minor: bigint,
  code: CurrencyCode,
): NewMatch['differences'] {
  if (minor === 0n) return [];
  return [{ kind, amount: toDecimal(money(minor, code)), reason: TO_BE_SAID }];
}

function toMatch(
  { wallet: { line }, allocations }: Draft,
  code: CurrencyCode,
  differences: NewMatch['differences'],
): NewMatch {
  return {
    bankEntry: line.id,
    allocations: allocations.map(({ openItem, amount }) => ({
      openItem,
      amount: toDecimal(money(amount, code)),
    })),
    differences,
    version: line.version,
  };
}

function minorOf(text: string, code: CurrencyCode): bigint | undefined {
  return fromDecimal(text, code)?.minor;
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function sum(minors: readonly bigint[]): bigint {
  return minors.reduce((total, minor) => total + minor, 0n);
}

/** Stands where the person's reason will: a preview needs one too. */
export const TO_BE_SAID = 'The reason is asked for below.';

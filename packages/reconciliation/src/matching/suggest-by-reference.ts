/**
 * The payer says what is paid: one or several numbers. Named clearly, an item is paid whatever the
 * amount is: in part, whole, or with something left. A mere hint counts when the amount agrees.
 */

import { namedItems, type NamedItem } from './named-items.ts';
import { partiesOf } from './party-of.ts';
import { spend, type Fit } from './spend.ts';
import { listOf, textOf } from './sentences.ts';
import type { MatchingPolicy, OpenAmount, Receipt, Suggestion } from './types.ts';

export function suggestByReference(
  receipt: Receipt,
  items: readonly OpenAmount[],
  policy: MatchingPolicy,
): { readonly suggestions: readonly Suggestion[]; readonly isNamed: boolean } {
  const named = namedItems(receipt, items);
  const clear = named.filter(({ clarity }) => clarity !== 'hint');
  const hints = named.filter(({ clarity }) => clarity === 'hint');
  const byCustomer = [...Map.groupBy(clear, ({ item }) => item.customer).values()];
  const suggestions = byCustomer.flatMap((group) => suggestNamed(receipt, group, policy));
  return {
    suggestions: [
      ...(byCustomer.length === 1 ? suggestions : suggestions.map(unsure)),
      ...(clear.length === 0 ? suggestHinted(receipt, hints, policy) : []),
    ],
    isNamed: clear.length > 0,
  };
}

function suggestNamed(
  receipt: Receipt,
  named: readonly NamedItem[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const shared = [...Map.groupBy(named, ({ key }) => key).values()].some(
    ({ length }) => length > 1,
  );
  if (shared) return suggestShared(receipt, named, policy);
  const items = named.map(({ item }) => item);
  const spent = spend(receipt.amount, items, policy);
  if (!spent) return [];
  const isField = named.every(({ clarity }) => clarity === 'field');
  return [
    {
      ...spent.spending,
      rule: 'reference',
      explanation: `The payment names ${listOf(items)} and ${words(receipt, spent.fit, items)}.`,
      confidence: confidenceOf(spent.fit, items.length) - (isField ? 0 : 2),
    },
  ];
}

/** Several items answer to one name: an invoice and its credit note, or a number used twice. */
function suggestShared(
  receipt: Receipt,
  named: readonly NamedItem[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const items = named.map(({ item }) => item);
  const choices = [items, ...items.map((item) => [item])];
  const fitting = choices.flatMap((choice) => {
    const spent = spend(receipt.amount, choice, policy);
    return spent?.fit === 'exact' ? [{ choice, spending: spent.spending }] : [];
  });
  return fitting.map(({ choice, spending }) => ({
    ...spending,
    rule: 'reference-and-amount',
    explanation:
      `The payment names what ${items.length} open items are called; ` +
      `${listOf(choice)} ${choice.length === 1 ? 'is' : 'are'} open with exactly this amount.`,
    confidence: fitting.length === 1 ? 94 : 60,
  }));
}

function suggestHinted(
  receipt: Receipt,
  hints: readonly NamedItem[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const fitting = hints.filter(({ item }) => item.open === receipt.amount);
  const parties = new Set(
    partiesOf(
      receipt,
      fitting.map(({ item }) => item),
    ).map(({ customer }) => customer),
  );
  return fitting.flatMap(({ item, key }) => {
    const spent = spend(receipt.amount, [item], policy);
    if (!spent) return [];
    const isSure = fitting.length === 1 && (parties.has(item.customer) || key.length >= 5);
    return [
      {
        ...spent.spending,
        rule: 'reference-and-amount' as const,
        explanation:
          `The payment mentions ${key}, which is in ${item.number}, and is exactly what is open ` +
          'of it.',
        confidence: isSure ? 93 : 70,
      },
    ];
  });
}

/** Which of several short-paid invoices is meant, only the payer knows. */
function confidenceOf(fit: Fit, itemCount: number): number {
  switch (fit) {
    case 'exact':
      return 100;
    case 'tolerated':
      return 97;
    case 'overpaid':
      return 95;
    case 'partial':
      return itemCount === 1 ? 95 : 75;
  }
}

function words({ amount, currency }: Receipt, fit: Fit, items: readonly OpenAmount[]): string {
  const owed = items.reduce((sum, { open }) => sum + open, 0n);
  const difference = textOf(owed < amount ? amount - owed : owed - amount, currency);
  switch (fit) {
    case 'exact':
      return 'pays exactly what is open';
    case 'tolerated':
      return `differs by ${difference}, within the tolerance`;
    case 'partial':
      return `pays ${difference} less than is open`;
    case 'overpaid':
      return `pays ${difference} more than is open`;
  }
}

function unsure(suggestion: Suggestion): Suggestion {
  return {
    ...suggestion,
    explanation: `${suggestion.explanation} It names items of other customers too.`,
    confidence: Math.min(suggestion.confidence, 70),
  };
}

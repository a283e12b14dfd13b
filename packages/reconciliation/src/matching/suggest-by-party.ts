/**
 * The payer says nothing useful, but who paid is known, and the amount fits what that customer
 * owes: one item, everything, or the only set of items that comes to it.
 */

import { partiesOf, type Party } from './party-of.ts';
import { listOf } from './sentences.ts';
import { spend } from './spend.ts';
import { uniqueSubset } from './unique-subset.ts';
import type { MatchingPolicy, OpenAmount, Receipt, RuleName, Suggestion } from './types.ts';

export function suggestByParty(
  receipt: Receipt,
  items: readonly OpenAmount[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const parties = partiesOf(receipt, items);
  const best = parties.some(({ by }) => by === 'account')
    ? parties.filter(({ by }) => by === 'account')
    : parties;
  return best.flatMap((party) => {
    const owed = items.filter(({ customer }) => customer === party.customer);
    const suggestions = suggestFor(receipt, party, owed, policy);
    // Who of several it was, nobody can tell from here.
    return best.length === 1
      ? suggestions
      : suggestions.map((each) => capped(each, SEVERAL_PARTIES));
  });
}

function suggestFor(
  receipt: Receipt,
  party: Party,
  owed: readonly OpenAmount[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const single = owed.filter(({ open }) => open === receipt.amount);
  const suggest = (
    rule: RuleName,
    choice: readonly OpenAmount[],
    confidence: number,
    what: string,
  ): readonly Suggestion[] => {
    const spent = spend(receipt.amount, choice, policy);
    if (spent?.fit !== 'exact') return [];
    const explanation = `The payment ${party.words} and is exactly ${what}.`;
    return [{ ...spent.spending, rule, explanation, confidence }];
  };
  if (single.length > 0) {
    return single.flatMap((item) =>
      single.length === 1
        ? suggest('party-and-amount', [item], SURENESS[party.by], `what is open of ${item.number}`)
        : suggest(
            'party-and-amount',
            [item],
            60,
            `what is open of ${item.number}, but of ${single.length - 1} more items too`,
          ),
    );
  }
  const sureness = SURENESS[party.by];
  const total = owed.reduce((sum, { open }) => sum + open, 0n);
  const all = total === receipt.amount && owed.length <= SUBSET_ITEMS_MAX * 10 ? owed : undefined;
  if (all) return suggest('sum-of-items', all, sureness - 1, 'all that they owe');
  const subset = owed.length <= SUBSET_ITEMS_MAX ? uniqueSubset(receipt.amount, owed) : undefined;
  if (!subset) return [];
  const what = `the sum of ${listOf(subset)}; no other set of their items comes to it`;
  return suggest('sum-of-items', subset, sureness - 3, what);
}

function capped(suggestion: Suggestion, confidenceMax: number): Suggestion {
  return { ...suggestion, confidence: Math.min(suggestion.confidence, confidenceMax) };
}

/** An account is a fact; a name is nearly one when it is the same; a similar name is a guess. */
const SURENESS = { account: 95, name: 92, 'similar-name': 80 } as const;
const SEVERAL_PARTIES = 65;

/** Twelve items have 4,095 sets: more would make chance hits likely before they make it slow. */
export const SUBSET_ITEMS_MAX = 12;

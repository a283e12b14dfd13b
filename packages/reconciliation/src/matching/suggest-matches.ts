/**
 * What a receipt may pay, the surest first. Pure: the same receipt and items give the same
 * suggestions, in whatever order the items come. No suggestion claims more than is open or came in.
 *
 * What the payer names goes before what we compute: once a number is named clearly, an amount that
 * happens to fit something else is a suggestion for a person and never matches by itself.
 */

import { listOf, textOf } from './sentences.ts';
import { spend } from './spend.ts';
import { suggestByParty } from './suggest-by-party.ts';
import { suggestByReference } from './suggest-by-reference.ts';
import type { MatchingPolicy, OpenAmount, Receipt, Suggestion } from './types.ts';

export function suggestMatches(
  receipt: Receipt,
  openItems: readonly OpenAmount[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const items = openItems.filter(({ open }) => open !== 0n).toSorted(dueFirst);
  const byReference = suggestByReference(receipt, items, policy);
  const computed = [
    ...suggestByParty(receipt, items, policy),
    ...suggestByAmount(receipt, items, policy),
  ];
  const others = byReference.isNamed
    ? computed.map((each) => ({
        ...each,
        confidence: Math.min(each.confidence, policy.automaticFrom - 1, COMPUTED_BESIDE_NAMED),
      }))
    : computed;
  return surest([...byReference.suggestions, ...others]);
}

/** The amount alone proves nothing, however rare it is: it only tells a person where to look. */
function suggestByAmount(
  receipt: Receipt,
  items: readonly OpenAmount[],
  policy: MatchingPolicy,
): readonly Suggestion[] {
  const fitting = items.filter(({ open }) => open === receipt.amount).slice(0, BY_AMOUNT_MAX);
  return fitting.flatMap((item) => {
    const spent = spend(receipt.amount, [item], policy);
    if (!spent) return [];
    const amount = textOf(receipt.amount, receipt.currency);
    const others = fitting.length - 1;
    return [
      {
        ...spent.spending,
        rule: 'amount' as const,
        explanation:
          `${listOf([item])} is open with exactly ${amount}` +
          (others > 0 ? `, and so are ${others} others.` : ' and nothing else is.'),
        confidence: others > 0 ? 20 : 40,
      },
    ];
  });
}

function dueFirst(left: OpenAmount, right: OpenAmount): number {
  const keyOf = ({ dueDay, issueDay, number, openItemId }: OpenAmount) =>
    `${dueDay ?? issueDay} ${number} ${openItemId}`;
  return keyOf(left) < keyOf(right) ? -1 : 1;
}

/** One suggestion for each way of spending: the surest. */
function surest(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const order = suggestions.toSorted(
    (left, right) =>
      right.confidence - left.confidence || (spendingKey(left) < spendingKey(right) ? -1 : 1),
  );
  const seen = new Set<string>();
  return order.filter((suggestion) => {
    const key = spendingKey(suggestion);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function spendingKey({ allocations, difference, onAccount }: Suggestion): string {
  const parts = allocations.map(({ openItemId, amount }) => `${openItemId}=${amount}`);
  return [...parts.sort(), difference, onAccount].join(' ');
}

/** A person sees a handful of candidates, not a list. */
const BY_AMOUNT_MAX = 5;
const COMPUTED_BESIDE_NAMED = 85;

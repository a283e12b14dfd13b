/**
 * Whether a receipt matches by itself: sure enough, and nothing else is sure enough to contradict.
 * What a person refused still contradicts: what is left is not surer because somebody had doubts.
 */

import { spendingKey } from './suggest-matches.ts';
import type { MatchingPolicy, Suggestion } from './types.ts';

export type MatchDecision =
  | { readonly kind: 'match'; readonly suggestion: Suggestion }
  /** A person decides; `code` and `text` say why the rules did not. */
  | { readonly kind: 'ask'; readonly code: string; readonly text: string };

/** `suggestions` as suggest-matches.ts gives them: the surest first. */
export function decideMatch(
  suggestions: readonly Suggestion[],
  { automaticFrom }: MatchingPolicy,
  isRefused: (suggestion: Suggestion) => boolean = () => false,
): MatchDecision {
  const [best, ...others] = suggestions;
  if (!best) {
    return {
      kind: 'ask',
      code: 'receipt_without_match',
      text: 'Nothing open fits: no number is named, the payer is not known, the amount fits nothing.',
    };
  }
  const rivals = others.filter(({ confidence }) => confidence >= automaticFrom);
  if (best.confidence >= automaticFrom && rivals.length === 0) {
    return isRefused(best) ? REFUSED : { kind: 'match', suggestion: best };
  }
  const offered = suggestions.find((suggestion) => !isRefused(suggestion));
  if (!offered) return REFUSED;
  const isTie = others.some(
    (other) => other.confidence === best.confidence && spendingKey(other) !== spendingKey(best),
  );
  return isTie || rivals.length > 0
    ? {
        kind: 'ask',
        code: 'receipt_ambiguous',
        text: `Several open items fit equally well. ${offered.explanation}`,
      }
    : {
        kind: 'ask',
        code: 'receipt_unsure',
        text: `It is not sure enough to match by itself. ${offered.explanation}`,
      };
}

/** A person said no to what the rules would do. */
const REFUSED: MatchDecision = {
  kind: 'ask',
  code: 'receipt_unsure',
  text: 'What would fit was refused by a person: the rules leave it to you.',
};

/** Matching, and taking back: each once, whatever the network does. */

import { createMatches, type Match, type NewMatch, reverseMatches } from '@kontor/contracts';
import { call, newKey } from '../../lib/call.ts';
import { Problem } from '../../lib/problem.ts';

export async function makeMatches(
  matches: readonly NewMatch[],
  { reason, key }: { readonly reason: string; readonly key: string },
): Promise<readonly Match[]> {
  const said = matches.map((match) => ({
    ...match,
    differences: match.differences.map((difference) => ({ ...difference, reason })),
  }));
  const made = await call(createMatches, { body: { matches: said }, idempotencyKey: key });
  return made.matches;
}

/**
 * Taking back begins when the ledger has answered: a moment after matching it may still be on its
 * way there, so it is asked again for a while.
 */
export async function takeBack(ids: readonly string[], reason: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const body = { matches: [...ids], reason };
      await call(reverseMatches, { body, idempotencyKey: newKey() });
      return;
    } catch (error) {
      const isOnItsWay = error instanceof Problem && error.code === 'action_not_possible';
      if (!isOnItsWay || attempt >= ATTEMPTS_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
  }
}

/** Fifteen seconds: a ledger that takes longer has trouble, and the person is told. */
const ATTEMPTS_MAX = 15;
const BETWEEN_MS = 1_000;

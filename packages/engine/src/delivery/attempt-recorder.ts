/** Notes each time a system is asked, with how long it took and what was exchanged. */

import type { Clock } from '@kontor/kernel';
import type { Attempt } from '../store/engine-store.ts';
import type { Answered } from './effects.ts';

export type AttemptRecorder = {
  readonly attempts: readonly Attempt[];
  /** Something may have left. */
  hasSubmitted(): boolean;
  submitted(): void;
  record<Outcome extends { readonly kind: string }>(
    kind: Attempt['kind'],
    ask: () => Promise<Answered<Outcome>>,
  ): Promise<Outcome>;
};

export function attemptRecorder(clock: Clock): AttemptRecorder {
  const attempts: Attempt[] = [];
  let isSubmitted = false;
  return {
    attempts,
    hasSubmitted: () => isSubmitted,
    submitted: () => {
      isSubmitted = true;
    },
    async record(kind, ask) {
      const startedAt = clock.now();
      const startedMs = clock.elapsedMs();
      const { outcome, exchanges } = await ask();
      attempts.push({
        kind,
        outcome: outcome.kind,
        ...detailOf(outcome),
        exchanges,
        startedAt,
        durationMs: Math.round(clock.elapsedMs() - startedMs),
      });
      return outcome;
    },
  };
}

function detailOf(outcome: object): { detail?: string } {
  if ('detail' in outcome && typeof outcome.detail === 'string') return { detail: outcome.detail };
  if ('vendorText' in outcome && typeof outcome.vendorText === 'string') {
    return { detail: outcome.vendorText };
  }
  if ('externalReference' in outcome && typeof outcome.externalReference === 'string') {
    return { detail: outcome.externalReference };
  }
  return {};
}

/**
 * The breaker of one connection: a pure state machine that stops calling a system that does not
 * answer, and lets one call at a time through to see whether it is back. Each process has one; that
 * one call is of all of them together, see probing.ts.
 *
 *   closed ──failures in a row──▶ open ──time──▶ half-open ──success──▶ closed
 *                                  ▲                 │
 *                                  └─────failure─────┘   (each time it stays open longer)
 *
 * Only silence and overload count: a business refusal is a healthy answer.
 */

import type { Random } from '@kontor/kernel';
import { backoffMs, type BackoffPolicy } from './backoff.ts';

export type Breaker =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly failures: number; readonly untilMs: number }
  | { readonly kind: 'half-open'; readonly failures: number };

export type BreakerPolicy = { readonly failuresMax: number; readonly backoff: BackoffPolicy };

/** Five failures in a row are no coincidence at the concurrency that ledgers allow. */
export const BREAKER_POLICY: BreakerPolicy = {
  failuresMax: 5,
  backoff: { firstMs: 1_000, capMs: 30_000 },
};

export const closedBreaker: Breaker = { kind: 'closed', failures: 0 };

/** Opens the way for one probe when its time has come. Times are of one monotonic clock. */
export function atTime(breaker: Breaker, nowMs: number): Breaker {
  if (breaker.kind !== 'open' || nowMs < breaker.untilMs) return breaker;
  return { kind: 'half-open', failures: breaker.failures };
}

export function afterSuccess(): Breaker {
  return closedBreaker;
}

type FailureAt = {
  readonly nowMs: number;
  readonly retryAfterMs?: number;
  readonly random: Random;
};

export function afterFailure(breaker: Breaker, policy: BreakerPolicy, at: FailureAt): Breaker {
  const failures = breaker.failures + 1;
  const opens = breaker.kind !== 'closed' || failures >= policy.failuresMax;
  if (!opens) return { kind: 'closed', failures };
  if (breaker.kind === 'open') return breaker; // late news of calls made before it opened
  const reopenings = failures - policy.failuresMax + 1;
  const pauseMs = backoffMs(
    policy.backoff,
    {
      failures: Math.max(1, reopenings),
      ...(at.retryAfterMs !== undefined && { retryAfterMs: at.retryAfterMs }),
    },
    at.random,
  );
  return { kind: 'open', failures, untilMs: at.nowMs + Math.max(pauseMs, PAUSE_MS_MIN) };
}

/** How many calls may be under way. */
export function allowance(breaker: Breaker, concurrency: number): number {
  switch (breaker.kind) {
    case 'closed':
      return concurrency;
    case 'half-open':
      return 1;
    case 'open':
      return 0;
  }
}

/** Full jitter may draw nearly nothing; a system that failed gets at least this much rest. */
const PAUSE_MS_MIN = 250;

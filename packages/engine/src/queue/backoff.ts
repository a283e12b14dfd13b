/**
 * How long to wait before the next attempt: exponential with full jitter, so that a crowd that
 * failed together does not come back together. What the system itself asked for (Retry-After) is
 * honoured.
 */

import type { Random } from '@kontor/kernel';

export type BackoffPolicy = { readonly firstMs: number; readonly capMs: number };

/**
 * Half a second is longer than most hiccups; five minutes is how late a recovery may be noticed.
 */
export const DELIVERY_BACKOFF: BackoffPolicy = { firstMs: 500, capMs: 300_000 };

type Failure = {
  /** How many attempts have failed, this one included. */
  readonly failures: number;
  readonly retryAfterMs?: number;
};

export function backoffMs(policy: BackoffPolicy, failure: Failure, random: Random): number {
  const exponent = Math.min(failure.failures - 1, EXPONENT_MAX);
  const ceiling = Math.min(policy.capMs, policy.firstMs * 2 ** exponent);
  const jittered = Math.round(random.fraction() * ceiling);
  return Math.max(jittered, failure.retryAfterMs ?? 0);
}

/** 2^20 times the first delay is beyond every cap, and keeps the arithmetic exact. */
const EXPONENT_MAX = 20;

/** What a queue asks of whoever does the work of one leased head. */

import type { Attempt, LeasedHead, SettlementResult } from '../store/engine-store.ts';

/**
 * `maySubmit` says whether enough of the lease is left to send something. Whoever waited for
 * anything asks it again right before sending, for its process may have stood still meanwhile.
 */
export type HeadHandler = (head: LeasedHead, maySubmit: () => boolean) => Promise<HeadResult>;

type WithoutPlace<Result> = Result extends { isLast: boolean } ? Omit<Result, 'isLast'> : Result;

export type HeadResult = {
  readonly attempts: readonly Attempt[];
  /** Whether it is the last head of its lease is for the queue to say. */
  readonly result: WithoutPlace<SettlementResult>;
  /** What the breaker learns: a business refusal is a healthy answer. */
  readonly health: 'healthy' | 'failing' | 'unchanged';
  /** The system refused it as one call too many. */
  readonly isThrottled?: true;
  readonly retryAfterMs?: number;
};

/**
 * What holds a connection back, each with the time that it lives in: its breaker, its budget of
 * calls, and the rate at which it spends them.
 */

import type { HeadResult } from '../delivery/head-handler.ts';
import {
  afterFailure,
  afterSuccess,
  allowance,
  atTime,
  BREAKER_POLICY,
  closedBreaker,
  type Breaker,
} from './breaker.ts';
import { callBudget } from './call-budget.ts';
import type { QueueOptions } from './connection-queue.ts';
import { afterThrottling, learnedPerSecond, NOTHING_LEARNED, REST_MS_MAX } from './learned-rate.ts';
import { throughput } from './throughput.ts';

/** What the connection may spend, with the time that it lives in. */
export function connectionBudget(
  options: Pick<QueueOptions, 'clock' | 'allowance' | 'connection' | 'store' | 'onTrouble'>,
  configured: () => number | undefined,
) {
  const { clock } = options;
  const tries = throughput(clock);
  let learned = NOTHING_LEARNED;
  const restsForMs = () => Math.max(0, learned.restUntilMs - clock.elapsedMs());
  const now = () =>
    callBudget({
      ...{ learned, configured: configured(), allowance: options.allowance?.() },
      nowMs: clock.elapsedMs(),
    });
  return {
    now,
    /** What this process learned is its own, what is configured is for all of them. */
    rates: {
      own: () => learnedPerSecond(learned, clock.elapsedMs()),
      shared: () =>
        callBudget({
          ...{ learned: NOTHING_LEARNED, configured: configured() },
          ...{ allowance: options.allowance?.(), nowMs: clock.elapsedMs() },
        }).perSecond,
    },
    /** Another process was asked for silence. */
    rest(restsForMs: number): void {
      const restUntilMs = Math.max(learned.restUntilMs, clock.elapsedMs() + restsForMs);
      learned = { ...learned, restUntilMs };
    },
    isResting: () => restsForMs() > 0,
    learn({ isThrottled, retryAfterMs }: HeadResult): void {
      tries.count();
      if (!isThrottled) return;
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      const reached = tries.perSecond();
      learned = afterThrottling(learned, { nowMs: clock.elapsedMs(), reached, ...asked });
      if (retryAfterMs === undefined || retryAfterMs <= 0) return;
      const restMs = Math.min(retryAfterMs, REST_MS_MAX);
      options.store.restConnection(options.connection, restMs).catch(options.onTrouble);
    },
    inspect() {
      const known = options.allowance?.();
      const rest = Math.round(restsForMs());
      return {
        budget: now(),
        ...(known && { allowance: known }),
        ...(rest > 0 && { restsForMs: rest }),
      };
    },
  };
}

/** The breaker with the time that it lives in. */
export function connectionBreaker({ clock, random }: Pick<QueueOptions, 'clock' | 'random'>) {
  let breaker: Breaker = closedBreaker;
  const now = () => (breaker = atTime(breaker, clock.elapsedMs()));
  return {
    kind: () => now().kind,
    allowance: (concurrency: number) => allowance(now(), concurrency),
    inspect: () => {
      const { kind, failures, ...rest } = now();
      if (!('untilMs' in rest)) return { breaker: kind, failures };
      const triesAgainInMs = Math.max(0, Math.round(rest.untilMs - clock.elapsedMs()));
      return { breaker: kind, failures, triesAgainInMs };
    },
    learn({ health, retryAfterMs }: HeadResult): void {
      if (health === 'healthy') breaker = afterSuccess();
      if (health !== 'failing') return;
      const at = { nowMs: clock.elapsedMs(), random };
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      breaker = afterFailure(breaker, BREAKER_POLICY, { ...at, ...asked });
    },
  };
}

/**
 * Closes connections whose body takes too long. One sweep for all of them, because a timer per
 * request is paid by every request and needed by almost none.
 */

import type { Clock } from '@kontor/kernel';
import { BODY_TIMEOUT_MS, SWEEP_INTERVAL_MS } from '../http-limits.ts';

export type BodyDeadlines<Request> = {
  started(request: Request): void;
  ended(request: Request): void;
  stop(): void;
};

type Deadline = { readonly timeoutMs: number; readonly sweepMs: number };

export function bodyDeadlines<Request>(
  clock: Clock,
  expire: (request: Request) => void,
  { timeoutMs, sweepMs }: Deadline = BODY_DEADLINE,
): BodyDeadlines<Request> {
  const waiting = new Map<Request, number>();
  const sweep = setInterval(() => {
    const now = clock.elapsedMs();
    // In the order in which they began, so the first that is young ends the sweep.
    for (const [request, since] of waiting) {
      if (now - since < timeoutMs) break;
      waiting.delete(request);
      expire(request);
    }
  }, sweepMs);
  sweep.unref();
  return {
    started: (request) => void waiting.set(request, clock.elapsedMs()),
    ended: (request) => void waiting.delete(request),
    stop: () => clearInterval(sweep),
  };
}

const BODY_DEADLINE: Deadline = { timeoutMs: BODY_TIMEOUT_MS, sweepMs: SWEEP_INTERVAL_MS };

/** A token bucket: how many calls per second a connection may make. Pure; the caller keeps it. */

export type RateBudget = { readonly tokens: number; readonly atMs: number };

export type RateGrant = { readonly budget: RateBudget; readonly waitMs: number };

/** Take one token; `waitMs` is how long the caller must wait before it uses it. */
export function takeToken(budget: RateBudget, perSecond: number, nowMs: number): RateGrant {
  const refilled = budget.tokens + ((nowMs - budget.atMs) * perSecond) / 1_000;
  // A burst of one tenth of a second's budget evens out timers without exceeding the rate
  // noticeably.
  const tokens = Math.min(refilled, Math.max(1, perSecond / 10)) - 1;
  return {
    budget: { tokens, atMs: nowMs },
    waitMs: tokens >= 0 ? 0 : Math.ceil((-tokens * 1_000) / perSecond),
  };
}

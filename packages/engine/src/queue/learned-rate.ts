/**
 * What a system taught us about its limit, by refusing calls as too many. Pure; the queue keeps it.
 * A refusal takes three tenths off the pace that was reached; the pace grows again by a quarter
 * every second without one, so that a refusal by chance costs seconds and a real limit is felt for
 * as long as it is there; after a minute nothing is left. Each process learns for itself, from the
 * pace that it reached itself: so the sum of them finds the limit, whatever share each has.
 */

export type LearnedRate = {
  /** At most this many calls per second when it was learned; absent: nothing was. */
  readonly perSecond?: number;
  readonly atMs: number;
  /** The system asked for silence until then. */
  readonly restUntilMs: number;
};

export const NOTHING_LEARNED: LearnedRate = { atMs: 0, restUntilMs: 0 };

type Refusal = {
  readonly nowMs: number;
  /** Calls per second in the last seconds. */
  readonly reached: number;
  readonly retryAfterMs?: number;
};

export function afterThrottling(
  rate: LearnedRate,
  { nowMs, reached, retryAfterMs = 0 }: Refusal,
): LearnedRate {
  const restUntilMs = Math.max(rate.restUntilMs, nowMs + Math.min(retryAfterMs, REST_MS_MAX));
  const current = learnedPerSecond(rate, nowMs);
  // Calls that were under way together are refused together: that is one lesson.
  if (current !== undefined && nowMs - rate.atMs < LESSON_MS) return { ...rate, restUntilMs };
  const pace = current === undefined ? reached : Math.min(current, Math.max(reached, PACE_MIN));
  return { perSecond: Math.max(PACE_MIN, pace * CUT), atMs: nowMs, restUntilMs };
}

/** Undefined when nothing was learned, or it was long ago. */
export function learnedPerSecond(
  { perSecond, atMs }: LearnedRate,
  nowMs: number,
): number | undefined {
  if (perSecond === undefined || nowMs - atMs > FORGOTTEN_MS) return undefined;
  return perSecond * GROWTH ** Math.floor((nowMs - atMs) / GROWTH_MS);
}

const CUT = 0.7;
const GROWTH = 1.25;
const GROWTH_MS = 1_000;
const LESSON_MS = 1_000;
/** One call a second finds out that it is over. */
const PACE_MIN = 1;
const FORGOTTEN_MS = 60_000;
/** A system that asks for more is asked again by its breaker. */
export const REST_MS_MAX = 300_000;

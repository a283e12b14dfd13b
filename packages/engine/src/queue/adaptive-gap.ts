/**
 * How long deliveries keep apart so that callers are answered about as quickly as they usually are.
 * Nobody sets a figure: what is usual is learned from the callers themselves, so a database far
 * away is no reason to deliver slowly, and neither is a system that takes its time: only callers
 * that wait for what this machine is busy with make the gap wider.
 */

export type AdaptiveGap = {
  /** Told how long each caller waited. */
  learn(tookMs: number): void;
  /** Between the beginnings of two deliveries; 0 while callers wait for nothing. */
  gapMs(): number;
};

export function adaptiveGap(): AdaptiveGap {
  let usualMs = Infinity;
  let gapMs = 0;
  return {
    learn(tookMs) {
      usualMs = usualMs === Infinity ? tookMs : follow(usualMs, tookMs);
      const lateness = tookMs / Math.max(usualMs * SLOW, SLOW_MS_MIN);
      gapMs = lateness > 1 ? Math.min(gapMs + lateness * WIDER_MS, GAP_MS_MAX) : gapMs * NARROWER;
    },
    gapMs: () => (gapMs < GAP_MS_MIN ? 0 : gapMs),
  };
}

/** Comes to where one of ten is quicker: what waiting beside a backlog adds is not in it. */
function follow(usualMs: number, tookMs: number): number {
  return tookMs < usualMs ? usualMs * 0.91 : usualMs * 1.01;
}

/** Few callers of an idle server wait so many times as long as its quickest. */
const SLOW = 2.5;
/** What nobody notices is not slow, however quick others are. */
const SLOW_MS_MIN = 3;
/** Wide after a few who waited long, and narrow again after thirty who did not. */
const WIDER_MS = 1;
const NARROWER = 0.92;
/** Timers wait no shorter, and one slow caller is no reason. */
const GAP_MS_MIN = 1;
/** A hundred deliveries a second are begun in any case, whoever waits. */
const GAP_MS_MAX = 10;

/**
 * The only file that reads the time. Everything else is given a clock, so a simulation can own it.
 */

import { instantFromMs, type Instant } from './instant.ts';

export type Clock = {
  now(): Instant;
  /** Milliseconds since an arbitrary start, never jumping: for durations and deadlines. */
  elapsedMs(): number;
};

export const systemClock: Clock = {
  now: () => instantFromMs(Date.now()),
  elapsedMs: () => performance.now(),
};

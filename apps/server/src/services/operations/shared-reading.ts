/**
 * One answer for everybody who asks within a while, and one question under way at a time: a
 * dashboard that many people watch costs the database what one of them costs.
 */

import type { Clock } from '@kontor/kernel';

export type SharedReading<Value> = () => Promise<Value>;

export type Sharing = {
  readonly clock: Clock;
  readonly ageMsMax: number;
  /**
   * An answer of up to this age is given at once while a new one is read: nobody waits but the
   * first. Without it, whoever comes after `ageMsMax` waits.
   */
  readonly staleMsMax?: number;
};

export function sharedReading<Value>(
  read: () => Promise<Value>,
  { clock, ageMsMax, staleMsMax = 0 }: Sharing,
): SharedReading<Value> {
  let latest: Reading<Value> | undefined;
  let settled: Reading<Value> | undefined;
  return () => {
    const nowMs = clock.elapsedMs();
    if (latest && nowMs - latest.atMs < ageMsMax) return usable(latest, nowMs);
    const begun: Reading<Value> = { reading: read(), atMs: nowMs };
    latest = begun;
    begun.reading.then(
      () => {
        settled = begun;
      },
      // A failure is for those who asked, not for those who come after.
      () => {
        if (latest === begun) latest = undefined;
      },
    );
    return usable(begun, nowMs);
  };

  function usable(newest: Reading<Value>, nowMs: number): Promise<Value> {
    if (settled && settled !== newest && nowMs - settled.atMs < staleMsMax) return settled.reading;
    return newest.reading;
  }
}

type Reading<Value> = { readonly reading: Promise<Value>; readonly atMs: number };

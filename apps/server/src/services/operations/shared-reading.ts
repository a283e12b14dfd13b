/**
 * One answer for everybody who asks within a while, and one question under way at a time: a
 * dashboard that many people watch costs the database what one of them costs.
 */

import type { Clock } from '@kontor/kernel';

export type SharedReading<Value> = () => Promise<Value>;

export function sharedReading<Value>(
  read: () => Promise<Value>,
  { clock, ageMsMax }: { readonly clock: Clock; readonly ageMsMax: number },
): SharedReading<Value> {
  let latest: { readonly reading: Promise<Value>; readonly atMs: number } | undefined;
  return () => {
    const nowMs = clock.elapsedMs();
    if (latest && nowMs - latest.atMs < ageMsMax) return latest.reading;
    const reading = read();
    latest = { reading, atMs: nowMs };
    // A failure is for those who asked, not for those who come after.
    reading.catch(() => {
      if (latest?.reading === reading) latest = undefined;
    });
    return reading;
  };
}

/** How many finished per second, over the last few seconds: what a drain forecast is made of. */

import type { Clock } from '@kontor/kernel';

export type Throughput = { count(): void; perSecond(): number };

export function throughput(clock: Clock): Throughput {
  const buckets = new Map<number, number>();
  const startedMs = clock.elapsedMs();
  return {
    count() {
      const second = Math.floor(clock.elapsedMs() / 1_000);
      buckets.set(second, (buckets.get(second) ?? 0) + 1);
      for (const key of buckets.keys()) if (key < second - WINDOW_SECONDS) buckets.delete(key);
    },
    perSecond() {
      const nowMs = clock.elapsedMs();
      const from = Math.floor(nowMs / 1_000) - WINDOW_SECONDS;
      let total = 0;
      for (const [second, count] of buckets) if (second >= from) total += count;
      const seconds = Math.min(WINDOW_SECONDS, Math.max(1, (nowMs - startedMs) / 1_000));
      return total / seconds;
    },
  };
}

/** Long enough to be steady, short enough to show a recovery at once. */
const WINDOW_SECONDS = 10;

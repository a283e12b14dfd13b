/** Waits for what happens by itself, and says how long it took; never longer than it was told. */

import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';

export type Waited = { readonly isThere: boolean; readonly tookMs: number };

/** A look that throws has not seen it: whom it asked may be away just now. */
export async function eventually(
  look: () => Promise<boolean>,
  { withinMs, everyMs = 100 }: { readonly withinMs: number; readonly everyMs?: number },
): Promise<Waited> {
  const startedMs = systemClock.elapsedMs();
  for (;;) {
    const isThere = await look().catch(() => false);
    const tookMs = systemClock.elapsedMs() - startedMs;
    if (isThere || tookMs > withinMs) return { isThere, tookMs };
    await sleep(everyMs);
  }
}

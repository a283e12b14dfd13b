/** Waits for what the platform does by itself, and says what was seen last when it never comes. */

import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';

export async function eventually<Value>(
  look: () => Promise<Value>,
  isThere: (value: Value) => boolean,
  { withinMs = WITHIN_MS }: { readonly withinMs?: number } = {},
): Promise<Value> {
  const endsAtMs = systemClock.elapsedMs() + withinMs;
  for (;;) {
    const value = await look();
    if (isThere(value)) return value;
    if (systemClock.elapsedMs() > endsAtMs) {
      throw new Error(`it never came; last seen: ${JSON.stringify(value, undefined, 2)}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

const LOOK_EVERY_MS = 25;

/** Everything that is waited for comes within a second or two on an idle machine. */
const WITHIN_MS = 15_000;

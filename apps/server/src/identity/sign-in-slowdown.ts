/**
 * Slows down guessing: after some failures of a client, each further answer to it waits longer. It
 * never locks a client out, because that would let anybody lock out anybody.
 */

import type { Clock } from '@kontor/kernel';

export type SignInSlowdown = {
  /** How long the next attempt of the client has to wait. */
  delayMs(clientId: string): number;
  failed(clientId: string): void;
  succeeded(clientId: string): void;
};

export function signInSlowdown(clock: Clock): SignInSlowdown {
  const failures = new Map<string, { count: number; at: number }>();
  const recent = (clientId: string) => {
    const known = failures.get(clientId);
    return known && clock.elapsedMs() - known.at < FORGET_AFTER_MS ? known : undefined;
  };
  return {
    delayMs(clientId) {
      const count = recent(clientId)?.count ?? 0;
      if (count < FREE_FAILURES) return 0;
      return Math.min(DELAY_MS_MAX, DELAY_MS_FIRST * 2 ** (count - FREE_FAILURES));
    },
    failed(clientId) {
      const count = (recent(clientId)?.count ?? 0) + 1;
      failures.delete(clientId);
      if (failures.size >= CLIENTS_MAX) {
        const oldest = failures.keys().next();
        if (!oldest.done) failures.delete(oldest.value);
      }
      failures.set(clientId, { count, at: clock.elapsedMs() });
    },
    succeeded: (clientId) => void failures.delete(clientId),
  };
}

/** A wrong secret after a rotation is tried a few times; nobody guesses 128 bits in five. */
const FREE_FAILURES = 5;
const DELAY_MS_FIRST = 250;
/** Below the time-outs of ordinary clients, so that the right secret still gets in. */
const DELAY_MS_MAX = 8_000;
const FORGET_AFTER_MS = 10 * 60_000;
/** Bounds what a stream of invented client ids can fill. */
const CLIENTS_MAX = 10_000;

/** The cache of sign-in results of one connection, in memory: a restart signs in again. */

import { plusMs, type Clock, type Instant } from '@kontor/kernel';
import type { Session } from './connector.ts';

export function memorySession(clock: Clock): Session {
  const kept = new Map<string, { readonly value: string; readonly until: Instant }>();
  return {
    get(key) {
      const found = kept.get(key);
      return found && clock.now() < found.until ? found.value : undefined;
    },
    set(key, value, lifetimeSeconds) {
      kept.set(key, { value, until: plusMs(clock.now(), lifetimeSeconds * 1000) });
    },
    forget(key) {
      kept.delete(key);
    },
  };
}

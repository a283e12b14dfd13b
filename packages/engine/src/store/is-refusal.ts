import type { AcceptOutcome } from './engine-store.ts';

/** Whether nothing is there for this start, neither now nor from before. */
export function isRefusal({ kind }: AcceptOutcome): boolean {
  return kind === 'duplicate' || kind === 'deleted' || kind === 'key_reused';
}

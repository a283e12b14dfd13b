/** Idempotency keys in memory, with the promises that the gateway relies on. */

import type { Done, IdempotentCall, KeyConflict } from '../services.ts';

export function keyStore() {
  const used = new Map<string, { readonly fingerprint: string; result?: object }>();
  return {
    /** Only an accepted outcome uses up the key. */
    async once<Outcome extends { readonly kind: string }>(
      { actor, idempotency }: IdempotentCall,
      effect: () => Promise<Outcome>,
    ): Promise<Outcome | (Outcome & Done<never>) | KeyConflict> {
      const { key, operation, fingerprint } = idempotency;
      const name = JSON.stringify([actor.application, operation, key]);
      const known = used.get(name);
      if (known && known.fingerprint !== fingerprint) return { kind: 'reused' };
      if (known?.result) return { ...known.result, kind: 'replayed' } as Outcome & Done<never>;
      if (known) return { kind: 'in_flight', retryAfterSeconds: 1 };
      const entry: { readonly fingerprint: string; result?: object } = { fingerprint };
      used.set(name, entry);
      const outcome = await effect();
      if (outcome.kind === 'accepted') entry.result = outcome;
      else used.delete(name);
      return outcome;
    },
  };
}

/**
 * Verifies access tokens, and remembers those that were valid until they expire, so that the same
 * application is not verified with every request. Tokens are remembered by their hash only.
 * Refusals are not remembered: what is wrong now may be right once the issuer's new keys are known.
 */

import { hash } from 'node:crypto';
import { toEpochMs, type Clock } from '@kontor/kernel';
import { verifyAccessToken, type TokenPolicy } from './access-token.ts';
import type { Actor } from './actor.ts';
import type { Verified } from './identity.ts';

export function tokenVerifier(
  policy: TokenPolicy,
  clock: Clock,
): (token: string) => Verified | Promise<Verified> {
  const remembered = new Map<string, Remembered>();

  async function verify(token: string, key: string): Promise<Verified> {
    const nowSeconds = toEpochMs(clock.now()) / 1_000;
    const finding = await verifyAccessToken(token, policy, nowSeconds);
    if (finding.kind !== 'valid') return finding;
    if (remembered.size >= REMEMBERED_MAX) forgetOldest(remembered);
    const lifetimeMs = (finding.expiresAtSeconds - nowSeconds) * 1_000;
    const verified = { kind: 'actor', actor: finding.actor } as const;
    remembered.set(key, { verified, until: clock.elapsedMs() + lifetimeMs });
    return verified;
  }

  return (token) => {
    const key = hash('sha256', token, 'base64');
    const known = remembered.get(key);
    if (!known) return verify(token, key);
    remembered.delete(key);
    if (known.until <= clock.elapsedMs()) return verify(token, key);
    // To the end of the map: the least recently used is the first.
    remembered.set(key, known);
    return known.verified;
  };
}

type Remembered = {
  readonly verified: { readonly kind: 'actor'; readonly actor: Actor };
  readonly until: number;
};

function forgetOldest(remembered: Map<string, Remembered>): void {
  const oldest = remembered.keys().next();
  if (!oldest.done) remembered.delete(oldest.value);
}

/** A few per application, at about 2 kB each. */
const REMEMBERED_MAX = 10_000;

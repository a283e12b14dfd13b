/**
 * Where the issuer's public keys come from: given, or fetched from the one address that is pinned.
 */

import type { Clock } from '@kontor/kernel';
import { importJWK, type CryptoKey, type JWK } from 'jose';

export type KeySource = {
  find(kid: string): Promise<KeyFinding>;
};

export type KeyFinding =
  | { readonly kind: 'found'; readonly key: CryptoKey; readonly algorithm: string | undefined }
  | { readonly kind: 'unknown' }
  /** The issuer cannot be asked, and what was known is too old. */
  | { readonly kind: 'unavailable' };

export type KeySet = { readonly keys: readonly JWK[] };

/** Keys that are given: of the embedded issuer, or pinned by configuration. */
export function givenKeys({ keys }: KeySet): KeySource {
  const byId = new Map(keys.map((jwk) => [jwk.kid ?? '', jwk]));
  return { find: async (kid) => findingOf(byId.get(kid)) };
}

/**
 * Keys of an external issuer. A token with an unknown key id causes at most one fetch in 30 s, so
 * that invented key ids cannot be used to overwhelm the issuer; when it is away, known keys go on
 * for an hour.
 */
export function fetchedKeys(fetchKeys: () => Promise<KeySet>, clock: Clock): KeySource {
  let known = new Map<string, JWK>();
  let fetchedAt: number | undefined;
  let triedAt: number | undefined;
  let running: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    triedAt = clock.elapsedMs();
    try {
      const { keys } = await fetchKeys();
      known = new Map(keys.map((jwk) => [jwk.kid ?? '', jwk]));
      fetchedAt = clock.elapsedMs();
    } catch {
      // Silence of the issuer is not an answer: what is known stays, for its time.
    }
  }

  async function refreshIfDue(wanted: string): Promise<void> {
    const now = clock.elapsedMs();
    const stale = fetchedAt === undefined || now - fetchedAt > FRESH_MS;
    if (!stale && known.has(wanted)) return;
    if (triedAt !== undefined && now - triedAt < REFRESH_INTERVAL_MS) return running;
    running ??= refresh().finally(() => (running = undefined));
    return running;
  }

  return {
    async find(kid) {
      await refreshIfDue(kid);
      const age = fetchedAt === undefined ? Infinity : clock.elapsedMs() - fetchedAt;
      if (age > STALE_MS_MAX) return { kind: 'unavailable' };
      return findingOf(known.get(kid));
    },
  };
}

async function findingOf(jwk: JWK | undefined): Promise<KeyFinding> {
  if (!jwk || (jwk.use !== undefined && jwk.use !== 'sig')) return { kind: 'unknown' };
  const { d: _secret, ...publicPart } = jwk;
  const key = await importJWK(publicPart, jwk.alg ?? algorithmOf(jwk));
  // A shared secret has no public half: it can sign whatever it can verify.
  if (key instanceof Uint8Array) return { kind: 'unknown' };
  return { kind: 'found', key, algorithm: jwk.alg ?? algorithmOf(jwk) };
}

function algorithmOf({ kty, crv }: JWK): string | undefined {
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  return kty === 'RSA' ? 'PS256' : undefined;
}

/** How often a key set is fetched when nothing forces it: issuers announce keys a day ahead. */
const FRESH_MS = 10 * 60_000;
const REFRESH_INTERVAL_MS = 30_000;
const STALE_MS_MAX = 60 * 60_000;

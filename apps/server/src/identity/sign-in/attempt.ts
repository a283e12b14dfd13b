/**
 * One attempt to sign in, between leaving for the issuer and coming back: kept in the browser that
 * made it, encrypted, for ten minutes. Only that browser can finish it, any process of ours can,
 * and several windows can sign in at once because each attempt has a cookie of its own.
 */

import { toEpochMs, type Clock, type Instant } from '@kontor/kernel';
import { EncryptJWT, jwtDecrypt } from 'jose';

export type Attempt = {
  /** Comes back in the address: which attempt it is. */
  readonly state: string;
  /** Comes back in the ID token. */
  readonly nonce: string;
  /** The secret half of PKCE. */
  readonly codeVerifier: string;
  /** A path of ours. */
  readonly returnTo: string;
};

export type AttemptSeal = {
  seal(attempt: Attempt): Promise<string>;
  /** Undefined when it is not ours, was changed, or is too old. */
  open(sealed: string): Promise<Attempt | undefined>;
};

/** `key`: 32 secret bytes, the same on all nodes. */
export function attemptSeal(key: Uint8Array, clock: Clock): AttemptSeal {
  return {
    seal: (attempt) =>
      new EncryptJWT({ ...attempt, begunAt: clock.now() })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(key),
    async open(sealed) {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          requiredClaims: ['state', 'nonce', 'codeVerifier', 'returnTo', 'begunAt'],
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        const { begunAt, ...attempt } = payload as unknown as SealedAttempt;
        const ageMs = toEpochMs(clock.now()) - toEpochMs(begunAt);
        return ageMs < ATTEMPT_SECONDS_MAX * 1_000 ? attempt : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

type SealedAttempt = Attempt & { readonly begunAt: Instant };

/** Time to find a password and a second factor. */
export const ATTEMPT_SECONDS_MAX = 600;

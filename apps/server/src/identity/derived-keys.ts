/**
 * Secrets that every process needs and nobody should have to keep: derived from the signing key,
 * one for each purpose, so that none of them says anything about another.
 */

import { hkdfSync } from 'node:crypto';

export type DerivedKeys = {
  /** Seals page tokens. */
  readonly pageTokens: Uint8Array;
  /** Encrypts attempts to sign in. */
  readonly signInAttempts: Uint8Array;
  /** The console's secret at the embedded authorization server. */
  readonly consoleClient: string;
  /** Signs the cookies of the embedded authorization server. */
  readonly issuerCookies: string;
};

export function derivedKeys(privateKey: string): DerivedKeys {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', privateKey, '', `kontor ${purpose}`, KEY_BYTES));
  const deriveText = (purpose: string) => Buffer.from(derive(purpose)).toString('base64url');
  return {
    pageTokens: derive('page tokens'),
    signInAttempts: derive('sign-in attempts'),
    consoleClient: deriveText('console client'),
    issuerCookies: deriveText('issuer cookies'),
  };
}

const KEY_BYTES = 32;

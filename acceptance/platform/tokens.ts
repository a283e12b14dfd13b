/** Access tokens as the platform's own issuer signs them, and as a test would like to bend them. */

import { PERMISSION_NAMES } from '@kontor/contracts';
import { present, systemClock, toEpochMs } from '@kontor/kernel';
import { importJWK, SignJWT, type JWK } from 'jose';
import type { Platform } from './start-platform.ts';

export type Claims = Readonly<Record<string, unknown>>;

export type Tokens = {
  readonly keyId: string;
  /** As anybody may read it. */
  readonly publicJwk: JWK;
  /** A good one, but for what is changed. */
  sign(change?: Claims, header?: Claims): Promise<string>;
  claims(change?: Claims): Claims;
};

export async function openTokens({ url, pool }: Platform): Promise<Tokens> {
  const { rows } = await pool.query<{ private_jwk: JWK }>('select private_jwk from signing_key');
  const jwk = present(rows[0], 'the platform made a key').private_jwk;
  const { d: _private, ...publicJwk } = jwk;
  const keyId = present(jwk.kid, 'a key has an id');
  const privateKey = await importJWK(jwk, 'ES256');
  const claims = (change: Claims = {}) => ({ ...goodClaims(url), ...change });
  return {
    keyId,
    publicJwk,
    claims,
    sign: (change, header = {}) =>
      new SignJWT(claims(change))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: keyId, ...header })
        .sign(privateKey),
  };
}

export function nowSeconds(): number {
  return Math.floor(toEpochMs(systemClock.now()) / 1_000);
}

function goodClaims(url: string): Claims {
  const now = nowSeconds();
  return {
    iss: `${url}/oauth`,
    aud: url,
    sub: 'ana',
    client_id: 'operations',
    iat: now,
    exp: now + 600,
    jti: crypto.randomUUID(),
    scope: PERMISSION_NAMES.join(' '),
    legal_entities: ['DE01', 'GB01', 'US01'],
  };
}

/**
 * Is this an access token for us (RFC 9068, RFC 8725)? Signature by a pinned key first, then every
 * claim. What the token says about where its keys are is never followed.
 */

import { isPermission, type Permission } from '@kontor/contracts';
import { compactVerify, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose';
import type { Actor } from './actor.ts';
import type { KeySource } from './key-source.ts';
import { SIGNING_ALGORITHMS } from './signing-algorithms.ts';

export type TokenPolicy = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
};

export type TokenFinding =
  | { readonly kind: 'valid'; readonly actor: Actor; readonly expiresAtSeconds: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable' };

export async function verifyAccessToken(
  token: string,
  policy: TokenPolicy,
  nowSeconds: number,
): Promise<TokenFinding> {
  const header = readHeader(token);
  if (typeof header === 'string') return refused(header);
  const key = await policy.keys.find(header.kid);
  if (key.kind === 'unavailable') return key;
  if (key.kind === 'unknown') return refused('unknown_key');
  if (key.algorithm !== undefined && !sameAlgorithm(key.algorithm, header.alg)) {
    return refused('algorithm_of_another_key');
  }
  let payload: Uint8Array;
  try {
    const algorithms = [...SIGNING_ALGORITHMS];
    ({ payload } = await compactVerify(token, key.key, { algorithms }));
  } catch {
    return refused('bad_signature');
  }
  return readClaims(payload, policy, nowSeconds);
}

/** The header, or the reason why it is refused before any key is looked for. */
function readHeader(token: string): { readonly kid: string; readonly alg: string } | string {
  if (token.split('.').length !== 3) return 'not_a_signed_token';
  let header: ProtectedHeaderParameters;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    return 'malformed_header';
  }
  const { typ, alg, kid } = header;
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
  if (type !== 'at+jwt') return 'not_an_access_token';
  if (!(SIGNING_ALGORITHMS as readonly unknown[]).includes(alg)) return 'algorithm_not_allowed';
  if (KEY_HEADERS.some((name) => name in header)) return 'key_in_header';
  if ('crit' in header) return 'unknown_critical_header';
  return typeof kid === 'string' && kid !== '' ? { kid, alg: alg as string } : 'no_key_id';
}

function readClaims(payload: Uint8Array, policy: TokenPolicy, nowSeconds: number): TokenFinding {
  const claims = parseObject(payload);
  if (!claims) return refused('malformed_claims');
  const { iss, sub, client_id: application, exp, iat, nbf, aud } = claims;
  if (iss !== policy.issuer) return refused('wrong_issuer');
  const audiences = Array.isArray(aud) ? (aud as unknown[]) : [aud];
  if (!audiences.includes(policy.audience)) return refused('wrong_audience');
  if (!isName(sub) || !isName(application)) return refused('nameless');
  if (!isSeconds(exp) || exp <= nowSeconds - SKEW_SECONDS) return refused('expired');
  if (!isSeconds(iat) || iat > nowSeconds + SKEW_SECONDS) return refused('from_the_future');
  if (nbf !== undefined && (!isSeconds(nbf) || nbf > nowSeconds + SKEW_SECONDS)) {
    return refused('not_yet_valid');
  }
  const legalEntities = readLegalEntities(claims['legal_entities']);
  if (!legalEntities) return refused('malformed_legal_entities');
  const permissions = readScope(claims['scope']);
  const actor = { subject: sub, application, issuer: policy.issuer, permissions, legalEntities };
  return { kind: 'valid', actor, expiresAtSeconds: exp };
}

function readScope(scope: unknown): ReadonlySet<Permission> {
  return new Set(typeof scope === 'string' ? scope.split(' ').filter(isPermission) : []);
}

/** Absent means none: a token that forgets to say for whom may act for nobody. */
function readLegalEntities(claim: unknown): ReadonlySet<string> | undefined {
  if (claim === undefined) return new Set();
  if (!Array.isArray(claim) || claim.length > LEGAL_ENTITIES_MAX) return undefined;
  const codes = claim as readonly unknown[];
  return codes.every(isEntityCode) ? new Set(codes) : undefined;
}

function isEntityCode(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z0-9]{2,10}$/.test(value);
}

function parseObject(payload: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function sameAlgorithm(ofKey: string, ofToken: string): boolean {
  return ofKey === ofToken || (EDWARDS.has(ofKey) && EDWARDS.has(ofToken));
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= NAME_CHARACTERS_MAX;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function refused(reason: string): TokenFinding {
  return { kind: 'refused', reason };
}

const EDWARDS: ReadonlySet<string> = new Set(['EdDSA', 'Ed25519']);
/** Each of them would let the token choose its own key. */
const KEY_HEADERS = ['jwk', 'jku', 'x5u', 'x5c'];
/** Clocks of two companies may differ by this much (check RS-6). */
const SKEW_SECONDS = 60;
/** What fits into a token of 8 kB. */
const LEGAL_ENTITIES_MAX = 1_000;
/** As wide as the columns of the audit trail. */
const NAME_CHARACTERS_MAX = 100;

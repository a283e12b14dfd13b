import { systemClock, toEpochMs } from '@kontor/kernel';
import {
  base64url,
  CompactEncrypt,
  CompactSign,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyAccessToken, type TokenPolicy } from './access-token.ts';
import { givenKeys } from './key-source.ts';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'https://kontor.example';
const NOW = Math.floor(toEpochMs(systemClock.now()) / 1_000);
const HEADER = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };
const CLAIMS = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'ana',
  client_id: 'shop',
  iat: NOW,
  exp: NOW + 600,
  scope: 'invoices:write made:up',
  legal_entities: ['DE01'],
};

let signing: CryptoKey;
let stranger: CryptoKey;
let publicJwk: JWK;
let policy: TokenPolicy;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  signing = pair.privateKey;
  stranger = (await generateKeyPair('ES256')).privateKey;
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' };
  policy = { issuer: ISSUER, audience: AUDIENCE, keys: givenKeys({ keys: [publicJwk] }) };
});

const sign = (claims: object = {}, header: object = {}, key = signing) =>
  new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ ...HEADER, ...header }).sign(key);
const verify = (token: string) => verifyAccessToken(token, policy, NOW);
const reasonOf = async (token: string) => {
  const finding = await verify(token);
  return finding.kind === 'refused' ? finding.reason : finding.kind;
};

test('a good token says who asks, for whom, and what of our permissions they have', async () => {
  const finding = await verify(await sign());
  expect(finding).toMatchObject({ kind: 'valid', expiresAtSeconds: NOW + 600 });
  expect(finding.kind === 'valid' && finding.actor).toEqual({
    subject: 'ana',
    application: 'shop',
    issuer: ISSUER,
    permissions: new Set(['invoices:write']),
    legalEntities: new Set(['DE01']),
  });
});

describe('claims (checks RS-6 and RS-11)', () => {
  test.each([
    ['another issuer', { iss: 'https://issuer.example.evil' }, 'wrong_issuer'],
    ['an issuer with a slash more', { iss: `${ISSUER}/` }, 'wrong_issuer'],
    ['another audience', { aud: 'https://other.example' }, 'wrong_audience'],
    ['no audience', { aud: undefined }, 'wrong_audience'],
    ['a part of the audience', { aud: 'https://kontor' }, 'wrong_audience'],
    ['expired beyond the skew', { exp: NOW - 61 }, 'expired'],
    ['no expiry', { exp: undefined }, 'expired'],
    ['an expiry that is text', { exp: String(NOW + 600) }, 'expired'],
    ['issued in the future', { iat: NOW + 61 }, 'from_the_future'],
    ['no time of issue', { iat: undefined }, 'from_the_future'],
    ['not valid yet', { nbf: NOW + 61 }, 'not_yet_valid'],
    ['no subject', { sub: undefined }, 'nameless'],
    ['no application', { client_id: undefined }, 'nameless'],
    ['a subject beyond all bounds', { sub: 'x'.repeat(101) }, 'nameless'],
    ['a wildcard of legal entities', { legal_entities: ['*'] }, 'malformed_legal_entities'],
    ['legal entities as text', { legal_entities: 'DE01' }, 'malformed_legal_entities'],
  ])('%s', async (_name, claims, reason) => {
    expect(await reasonOf(await sign(claims))).toBe(reason);
  });

  test.each([
    ['several audiences', { aud: ['https://other.example', AUDIENCE] }],
    ['expired within the skew', { exp: NOW - 59 }],
    ['issued by a clock a little ahead', { iat: NOW + 59 }],
  ])('%s is fine', async (_name, claims) => {
    expect(await reasonOf(await sign(claims))).toBe('valid');
  });

  test('no legal entities and no scope mean none', async () => {
    const finding = await verify(await sign({ legal_entities: undefined, scope: undefined }));
    expect(finding).toMatchObject({ actor: { legalEntities: new Set(), permissions: new Set() } });
  });
});

describe('headers (checks RS-3, RS-4, RS-5)', () => {
  test.each([
    ['an ID token', { typ: 'JWT' }, 'not_an_access_token'],
    ['a token without a type', { typ: undefined }, 'not_an_access_token'],
    ['a proof of possession', { typ: 'dpop+jwt' }, 'not_an_access_token'],
    ['an unknown key', { kid: 'k2' }, 'unknown_key'],
    ['no key id', { kid: undefined }, 'no_key_id'],
    ['its own key', { jwk: { kty: 'EC' } }, 'key_in_header'],
    ['the address of its key', { jku: 'https://evil.example/jwks' }, 'key_in_header'],
    ['its own certificate', { x5c: ['MII'] }, 'key_in_header'],
    ['the address of its certificate', { x5u: 'https://evil.example/x' }, 'key_in_header'],
  ])('%s', async (_name, header, reason) => {
    expect(await reasonOf(await sign({}, header))).toBe(reason);
  });

  test('the long form of the type is the same type', async () => {
    expect(await reasonOf(await sign({}, { typ: 'application/at+jwt' }))).toBe('valid');
  });

  test('a critical header that nobody knows', async () => {
    const payload = Buffer.from(JSON.stringify(CLAIMS));
    const header = { ...HEADER, crit: ['b64'], b64: true };
    const token = await new CompactSign(payload).setProtectedHeader(header).sign(signing);
    expect(await reasonOf(token)).toBe('unknown_critical_header');
  });

  test.each([['none'], ['HS256'], ['RS256'], ['ES256K'], ['ES384']])('alg %s', async (alg) => {
    expect(await reasonOf(forged({ ...HEADER, alg }, 'c2ln'))).toBe('algorithm_not_allowed');
  });

  test('HS256 with the public key as secret, called ES256', async () => {
    const body = `${encoded({ ...HEADER, alg: 'HS256' })}.${encoded(CLAIMS)}`;
    const signature = createHmac('sha256', JSON.stringify(publicJwk)).update(body);
    expect(await reasonOf(`${body}.${signature.digest('base64url')}`)).toBe(
      'algorithm_not_allowed',
    );
  });

  test('EdDSA claimed for a key of ES256', async () => {
    expect(await reasonOf(forged({ ...HEADER, alg: 'EdDSA' }, 'c2ln'))).toBe(
      'algorithm_of_another_key',
    );
  });
});

describe('signatures and forms (checks RS-7 and RS-14)', () => {
  test('of somebody else', async () => {
    expect(await reasonOf(await sign({}, {}, stranger))).toBe('bad_signature');
  });
  test('under changed claims', async () => {
    const [header, , signature] = (await sign()).split('.');
    const claims = encoded({ ...CLAIMS, legal_entities: ['GB01'] });
    expect(await reasonOf(`${header}.${claims}.${signature}`)).toBe('bad_signature');
  });
  test('none at all', async () => {
    expect(await reasonOf(forged(HEADER, ''))).toBe('bad_signature');
  });
  test('an encrypted token', async () => {
    const { publicKey } = await generateKeyPair('ECDH-ES');
    const token = await new CompactEncrypt(Buffer.from('x'))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(publicKey);
    expect(await reasonOf(token)).toBe('not_a_signed_token');
  });
  test.each([['a.b'], ['...'], ['a.b.c'], ['']])('"%s"', async (token) => {
    expect((await verify(token)).kind).toBe('refused');
  });
  test('claims that are a list', async () => {
    const payload = Buffer.from('[1]');
    const token = await new CompactSign(payload).setProtectedHeader(HEADER).sign(signing);
    expect(await reasonOf(token)).toBe('malformed_claims');
  });
});

function encoded(value: object): string {
  return base64url.encode(JSON.stringify(value));
}

function forged(header: object, signature: string): string {
  return `${encoded(header)}.${encoded(CLAIMS)}.${signature}`;
}

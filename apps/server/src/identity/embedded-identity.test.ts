import { PERMISSION_NAMES } from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
} from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from '../gateway/testing/open-gateway.ts';
import type { Application } from './application.ts';
import { embeddedIdentity } from './embedded-identity.ts';
import { hashSecret, verifySecret } from './secret-hash.ts';
import { signInSlowdown } from './sign-in-slowdown.ts';
import { memoryArtefacts } from './testing/memory-artefacts.ts';

const PUBLIC_URL = 'https://kontor.example';
const ISSUER = `${PUBLIC_URL}/oauth`;
const SECRET = 'correct-horse-battery-staple';

let gateway: OpenGateway;
let clientKey: CryptoKey;

beforeAll(async () => {
  const signing = await generateKeyPair('ES256', { extractable: true });
  const client = await generateKeyPair('ES256', { extractable: true });
  clientKey = client.privateKey;
  const applications = new Map<string, Application>([
    [
      'shop',
      {
        clientId: 'shop',
        name: 'Web shop',
        secretHash: await hashSecret(SECRET),
        permissions: ['invoices:write', 'legal-entities:read'],
        legalEntities: ['DE01'],
      },
    ],
    [
      'billing',
      {
        clientId: 'billing',
        name: 'Billing',
        jwks: {
          keys: [{ ...(await exportJWK(client.publicKey)), kid: 'b1', alg: 'ES256', use: 'sig' }],
        },
        permissions: PERMISSION_NAMES,
        legalEntities: ['DE01', 'GB01'],
      },
    ],
  ]);
  gateway = await openGateway({
    identity: embeddedIdentity({
      publicUrl: PUBLIC_URL,
      signingKeys: {
        keys: [{ ...(await exportJWK(signing.privateKey)), kid: 'k1', alg: 'ES256', use: 'sig' }],
      },
      applications: { find: async (clientId) => applications.get(clientId) },
      people: { find: async () => undefined, listSamples: async () => [] },
      artefacts: memoryArtefacts(),
      consoleClient: { secret: 'a'.repeat(43), cookieKey: 'b'.repeat(43) },
      errorPage: (text) => ({ text, policy: "default-src 'none'" }),
      clock: systemClock,
    }),
  });
});

const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const askForToken = (form: Record<string, string>, authorization?: string) =>
  gateway.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization && { authorization }),
    },
    payload: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
  });

describe('an application gets a token', () => {
  test('with its secret: an at+jwt for this API, of ten minutes, with its companies', async () => {
    const reply = await askForToken({ scope: 'legal-entities:read' }, basic('shop', SECRET));
    expect(reply.statusCode).toBe(200);
    const { access_token: token, expires_in: seconds } = reply.json<Record<string, string>>();
    expect(seconds).toBe(600);
    expect(decodeProtectedHeader(token ?? '')).toMatchObject({
      typ: 'at+jwt',
      alg: 'ES256',
      kid: 'k1',
    });
    expect(decodeJwt(token ?? '')).toMatchObject({
      iss: ISSUER,
      aud: PUBLIC_URL,
      client_id: 'shop',
      sub: 'shop',
      scope: 'legal-entities:read',
      legal_entities: ['DE01'],
    });
    const headers = { authorization: `Bearer ${token}` };
    expect((await gateway.app.inject({ url: '/v1/legal-entities', headers })).statusCode).toBe(200);
    expect((await gateway.app.inject({ url: '/v1/audit-entries', headers })).statusCode).toBe(403);
  });

  test('with its key', async () => {
    const reply = await askForToken({ scope: 'audit:read', ...(await assertion()) });
    expect(reply.statusCode).toBe(200);
    const { access_token: token = '' } = reply.json<Record<string, string>>();
    expect(decodeJwt(token)).toMatchObject({
      client_id: 'billing',
      legal_entities: ['DE01', 'GB01'],
    });
  });
});

describe('nobody else does', () => {
  test.each([
    ['a wrong secret', {}, basic('shop', 'guess'), 401],
    ['its hash as the secret', {}, basic('shop', 'scrypt$16384$8$1$x$y'), 401],
    ['an unknown application', {}, basic('ghost', SECRET), 401],
    ['no credentials', {}, undefined, 400],
    ['the secret in the body', { client_id: 'shop', client_secret: SECRET }, undefined, 401],
    ['a permission it was not given', { scope: 'audit:read' }, basic('shop', SECRET), 400],
    ['another API', { resource: 'https://other.example' }, basic('shop', SECRET), 400],
    ['a password grant', { grant_type: 'password' }, basic('shop', SECRET), 400],
    ['a secret where a key is registered', {}, basic('billing', SECRET), 401],
  ])('%s', async (_name, form, authorization, status) => {
    const reply = await askForToken(form, authorization);
    expect(reply.statusCode).toBe(status);
    expect(reply.json()).not.toHaveProperty('access_token');
  });

  test('an assertion is used once', async () => {
    const form = { scope: 'audit:read', ...(await assertion()) };
    expect((await askForToken(form)).statusCode).toBe(200);
    expect((await askForToken(form)).statusCode).toBe(401);
  });

  test.each([
    ['for another audience', { aud: 'https://other.example' }],
    ['for a list of audiences', { aud: [ISSUER] }],
    ['for the token endpoint instead of the issuer', { aud: `${ISSUER}/token` }],
    ['that has expired', { exp: 1_000 }],
  ])('an assertion %s is refused', async (_name, claims) => {
    expect((await askForToken(await assertion(claims))).statusCode).toBe(401);
  });
});

test('what is published is found where the standards look for it, under our own address', async () => {
  for (const url of [
    '/oauth/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server/oauth',
  ]) {
    const reply = await gateway.app.inject({
      url,
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    expect(reply.json()).toMatchObject({
      issuer: ISSUER,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/jwks`,
    });
    expect(reply.body).not.toContain('evil');
  }
  const keys = await gateway.app.inject('/oauth/jwks');
  expect(keys.json()).toMatchObject({ keys: [{ kid: 'k1', kty: 'EC' }] });
  expect(keys.body).not.toContain('"d"');
  const authorization = await gateway.app.inject('/oauth/auth');
  expect(authorization.statusCode).toBe(400);
  expect(authorization.body).toBe('invalid_request');
  const metadata = await gateway.app.inject('/.well-known/oauth-protected-resource');
  expect(metadata.json()).toMatchObject({ resource: PUBLIC_URL, authorization_servers: [ISSUER] });
});

describe('secrets', () => {
  test('are verified against their hash, and two hashes of one secret differ', async () => {
    const [left, right] = await Promise.all([hashSecret(SECRET), hashSecret(SECRET)]);
    expect(left).not.toBe(right);
    expect(await verifySecret(SECRET, left)).toBe(true);
    expect(await verifySecret(`${SECRET} `, left)).toBe(false);
  });
  test.each([
    [''],
    [SECRET],
    ['scrypt$16384$8$1$$'],
    ['scrypt$9999999$8$1$AAAAAAAAAAAAAAAAAAAAAA$x'],
  ])('"%s" is not a hash that anything matches', async (stored) =>
    expect(await verifySecret(SECRET, stored)).toBe(false),
  );
});

test('guessing becomes slow, is forgiven after a while, and locks nobody out', () => {
  let elapsed = 0;
  const slowdown = signInSlowdown({ ...systemClock, elapsedMs: () => elapsed });
  const delays = Array.from({ length: 12 }, () => {
    const delay = slowdown.delayMs('shop');
    slowdown.failed('shop');
    return delay;
  });
  expect(delays).toEqual([0, 0, 0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
  expect(slowdown.delayMs('billing')).toBe(0);
  elapsed += 600_001;
  expect(slowdown.delayMs('shop')).toBe(0);
  slowdown.failed('shop');
  slowdown.succeeded('shop');
  expect(slowdown.delayMs('shop')).toBe(0);
});

async function assertion(claims: Record<string, unknown> = {}): Promise<Record<string, string>> {
  const token = await new SignJWT({ jti: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'b1' })
    .setIssuer('billing')
    .setSubject('billing')
    .setAudience((claims['aud'] as string | undefined) ?? ISSUER)
    .setIssuedAt()
    .setExpirationTime((claims['exp'] as number | undefined) ?? '1m')
    .sign(clientKey);
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: token,
  };
}

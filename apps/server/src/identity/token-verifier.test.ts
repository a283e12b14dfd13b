import { instantFromMs, type Clock } from '@kontor/kernel';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import type { Verified } from './identity.ts';
import { givenKeys } from './key-source.ts';
import { tokenVerifier } from './token-verifier.ts';

const START_MS = Date.UTC(2026, 2, 31);
let elapsed = 0;
let lookUps = 0;
let key: CryptoKey;
let verify: (token: string) => Verified | Promise<Verified>;
const clock: Clock = { now: () => instantFromMs(START_MS + elapsed), elapsedMs: () => elapsed };

beforeEach(async () => {
  elapsed = 0;
  lookUps = 0;
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey;
  const known = givenKeys({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1' }] });
  const keys = { find: async (kid: string) => (lookUps++, known.find(kid)) };
  verify = tokenVerifier({ issuer: 'i', audience: 'a', keys }, clock);
});

test('a token is verified once, and known until it expires', async () => {
  const token = await tokenOf({ lifetimeSeconds: 600 });
  expect(await verify(token)).toMatchObject({ kind: 'actor', actor: { subject: 'ana' } });
  const again = verify(token);
  expect(again).not.toBeInstanceOf(Promise);
  expect(again).toMatchObject({ kind: 'actor' });
  expect(lookUps).toBe(1);
  elapsed = 661_000;
  expect(await verify(token)).toEqual({ kind: 'refused', reason: 'expired' });
});

test('a refusal is not remembered', async () => {
  const token = await tokenOf({ lifetimeSeconds: 600, startsInSeconds: 120 });
  expect(await verify(token)).toEqual({ kind: 'refused', reason: 'from_the_future' });
  elapsed = 120_000;
  expect(await verify(token)).toMatchObject({ kind: 'actor' });
});

test('a token that differs in its last character is another token', async () => {
  const token = await tokenOf({ lifetimeSeconds: 600 });
  await verify(token);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const bent = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  expect(await verify(bent)).toEqual({ kind: 'refused', reason: 'bad_signature' });
});

function tokenOf(time: { readonly lifetimeSeconds: number; readonly startsInSeconds?: number }) {
  const iat = START_MS / 1_000 + (time.startsInSeconds ?? 0);
  return new SignJWT({ sub: 'ana', client_id: 'shop', scope: '', iss: 'i', aud: 'a' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
    .setIssuedAt(iat)
    .setExpirationTime(iat + time.lifetimeSeconds)
    .sign(key);
}

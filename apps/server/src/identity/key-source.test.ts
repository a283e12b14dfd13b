import { type Clock, instantFromMs } from '@kontor/kernel';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { fetchedKeys, type KeySet, type KeySource } from './key-source.ts';

let elapsed = 0;
let fetches = 0;
let answer: () => Promise<KeySet>;
let source: KeySource;
let first: JWK;
let second: JWK;

const clock: Clock = { now: () => instantFromMs(elapsed), elapsedMs: () => elapsed };
const minutes = (count: number) => count * 60_000;

beforeEach(async () => {
  elapsed = 0;
  fetches = 0;
  first = await key('k1');
  second = await key('k2');
  answer = async () => ({ keys: [first] });
  source = fetchedKeys(async () => (fetches++, answer()), clock);
});

test('keys are fetched once and then known', async () => {
  expect((await source.find('k1')).kind).toBe('found');
  expect((await source.find('k1')).kind).toBe('found');
  expect(fetches).toBe(1);
});

test('invented key ids cause one fetch in thirty seconds, however many there are', async () => {
  await source.find('k1');
  for (let n = 0; n < 100; n++) expect((await source.find(`x${n}`)).kind).toBe('unknown');
  expect(fetches).toBe(1);
  elapsed += 30_001;
  for (let n = 0; n < 100; n++) await source.find(`y${n}`);
  expect(fetches).toBe(2);
});

test('many at once wait for one fetch', async () => {
  const found = await Promise.all(Array.from({ length: 20 }, () => source.find('k1')));
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['found']));
  expect(fetches).toBe(1);
});

test('a new key is found after the issuer begins to use it, and the old one is forgotten', async () => {
  await source.find('k1');
  answer = async () => ({ keys: [second] });
  elapsed += 30_001;
  expect((await source.find('k2')).kind).toBe('found');
  expect((await source.find('k1')).kind).toBe('unknown');
});

test('when the issuer is away, known keys go on for an hour and no longer', async () => {
  await source.find('k1');
  answer = async () => Promise.reject(new Error('ECONNREFUSED'));
  elapsed = minutes(59);
  expect((await source.find('k1')).kind).toBe('found');
  elapsed = minutes(61);
  expect((await source.find('k1')).kind).toBe('unavailable');
});

test('an issuer that never answered leaves the question open', async () => {
  answer = async () => Promise.reject(new Error('ECONNREFUSED'));
  expect((await source.find('k1')).kind).toBe('unavailable');
});

test('a shared secret is not a key', async () => {
  answer = async () => ({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'k1' }] });
  expect((await source.find('k1')).kind).toBe('unknown');
});

async function key(kid: string): Promise<JWK> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
}

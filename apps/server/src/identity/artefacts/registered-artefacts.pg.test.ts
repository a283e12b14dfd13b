import { plusMs, systemClock, type Clock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { registeredArtefacts } from './registered-artefacts.ts';

let later = 0;
const clock: Clock = { now: () => plusMs(systemClock.now(), later), elapsedMs: () => later };
const { pool } = await testDatabase();
const artefacts = registeredArtefacts(pool, clock);

test('of many who consume a code at once, one does', async () => {
  await artefacts.keep('AuthorizationCode', 'c1', { grantId: 'g1' }, 60);
  const tries = Array.from({ length: 8 }, () => artefacts.consume('AuthorizationCode', 'c1'));
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  expect(await artefacts.find('AuthorizationCode', 'c1')).toMatchObject({ grantId: 'g1' });
  expect(await artefacts.find('AuthorizationCode', 'c1')).toHaveProperty('consumed');
});

test('what has expired is not found, and what belongs to a grant goes with it', async () => {
  await artefacts.keep('AuthorizationCode', 'c2', { grantId: 'g2' }, 60);
  await artefacts.keep('Session', 's1', { uid: 'u1' }, 60);
  expect(await artefacts.findByUid('Session', 'u1')).toEqual({ uid: 'u1' });
  expect(await artefacts.find('Session', 'c2')).toBeUndefined();
  await artefacts.forgetGrant('g2');
  expect(await artefacts.find('AuthorizationCode', 'c2')).toBeUndefined();
  later += 61_000;
  expect(await artefacts.findByUid('Session', 'u1')).toBeUndefined();
});

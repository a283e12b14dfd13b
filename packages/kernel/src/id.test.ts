import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { idSource, instantOfId, parseId } from './id.ts';
import { instantFromMs } from './instant.ts';
import { seededRandom, systemRandom } from './random.ts';

test('an id says what it is, and is parsed as nothing else', () => {
  const id = idSource(systemClock, systemRandom).next('TransactionId');
  expect(parseId('TransactionId', id)).toBe(id);
  expect(parseId('DeliveryId', id)).toBeUndefined();
  expect(parseId('TransactionId', id.toUpperCase())).toBeUndefined();
  expect(parseId('TransactionId', `${id}0`)).toBeUndefined();
});

test('ids sort by when they were made', () => {
  let nowMs = 1_770_000_000_000;
  const clock = { now: () => instantFromMs(nowMs), elapsedMs: () => nowMs };
  const ids = idSource(clock, seededRandom(1));
  const made = Array.from({ length: 1_000 }, () => {
    nowMs += 7;
    return ids.next('EventId');
  });
  expect(made.toSorted()).toEqual(made);
});

test('an id tells when it was made, to the millisecond', () => {
  for (const nowMs of [0, 1_770_000_000_123, 2 ** 48 - 1]) {
    const clock = { now: () => instantFromMs(nowMs), elapsedMs: () => nowMs };
    const id = idSource(clock, systemRandom).next('TransactionId');
    expect(instantOfId(id)).toBe(instantFromMs(nowMs));
  }
});

test('ten thousand ids of one moment are all different', () => {
  const clock = { now: () => instantFromMs(0), elapsedMs: () => 0 };
  const ids = idSource(clock, systemRandom);
  const made = new Set(Array.from({ length: 10_000 }, () => ids.next('DeliveryId')));
  expect(made.size).toBe(10_000);
});

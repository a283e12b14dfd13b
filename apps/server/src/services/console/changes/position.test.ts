import { TOPIC_NAMES, type Topic } from '@kontor/contracts';
import { expect, test } from 'vitest';
import { changedSince, positionOf } from './position.ts';

const marksOf = (change: Partial<Record<Topic, string>> = {}) =>
  new Map(TOPIC_NAMES.map((topic) => [topic, change[topic] ?? '100']));

test('who stands where we stand missed nothing', () => {
  expect(changedSince(positionOf(marksOf()), marksOf(), TOPIC_NAMES)).toEqual([]);
});

test('who comes back is told what changed meanwhile, of what they may know', () => {
  const before = positionOf(marksOf());
  const now = marksOf({ bank: '101', exceptions: '107' });
  expect(changedSince(before, now, TOPIC_NAMES)).toEqual(['exceptions', 'bank']);
  expect(changedSince(before, now, ['transactions', 'exceptions'])).toEqual(['exceptions']);
});

test.each([undefined, '', 'x', 'a.b.c', '../../etc'])(
  'from a position that is not ours (%s), everything has changed',
  (position) => {
    expect(changedSince(position, marksOf(), TOPIC_NAMES)).toEqual(TOPIC_NAMES);
  },
);

test('a position says nothing of how much there is', () => {
  expect(positionOf(marksOf({ bank: '4711 815' }))).not.toMatch(/4711|815/);
});

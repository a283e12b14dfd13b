import { expect, test } from 'vitest';
import { nextDelayMs } from './next-delay.ts';

test.each([
  [1, 1_000],
  [2, 2_000],
  [4, 8_000],
  [6, 20_000],
  [1_000, 20_000],
])('after %i failures it waits about %i ms', (failures, expected) => {
  expect(nextDelayMs(failures, 0.5)).toBe(expected);
});

test('two browsers that lost the same platform do not come back together', () => {
  expect([nextDelayMs(3, 0), nextDelayMs(3, 1)]).toEqual([3_000, 5_000]);
});

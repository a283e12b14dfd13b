import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptiveGap } from './adaptive-gap.ts';

function gapAfter(...tookMs: readonly number[]): number {
  const gap = adaptiveGap();
  for (const each of tookMs) gap.learn(each);
  return gap.gapMs();
}

const times = (count: number, tookMs: number) => Array.from({ length: count }, () => tookMs);

test('before anybody called there is no gap', () => {
  expect(adaptiveGap().gapMs()).toBe(0);
});

test.each([
  ['callers who take as long as ever, however long that is', times(200, 80)],
  ['one of a hundred who takes longer', [...times(20, 4), 9, ...times(99, 4)]],
  ['what nobody notices', [...times(50, 0.2), ...times(50, 2.9)]],
])('%s: no gap', (_, tookMs) => {
  expect(gapAfter(...tookMs)).toBe(0);
});

test('callers who wait longer than before make it wider, the longer the sooner', () => {
  expect(gapAfter(...times(50, 4), ...times(2, 12))).toBeCloseTo(2.4, 1);
  expect(gapAfter(...times(50, 4), ...times(2, 40))).toBeCloseTo(8.2, 1);
  expect(gapAfter(...times(50, 4), ...times(9, 40))).toBe(10);
});

test('a database that became slower for good is usual after a while', () => {
  expect(gapAfter(...times(100, 4), ...times(20, 30))).toBe(10);
  expect(gapAfter(...times(100, 4), ...times(200, 30))).toBe(0);
});

test('whatever callers wait, the gap is bounded', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 60_000, noNaN: true })), (tookMs) => {
      const gapMs = gapAfter(...tookMs);
      expect(gapMs).toBeGreaterThanOrEqual(0);
      expect(gapMs).toBeLessThanOrEqual(10);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterThrottling, learnedPerSecond, NOTHING_LEARNED } from './learned-rate.ts';

test('a refusal as too many slows down to seven tenths of what was reached', () => {
  const rate = afterThrottling(NOTHING_LEARNED, { nowMs: 5_000, reached: 20 });
  expect(learnedPerSecond(rate, 5_000)).toBe(14);
});

test('calls that were refused together teach one lesson', () => {
  let rate = NOTHING_LEARNED;
  for (let call = 0; call < 8; call++) {
    rate = afterThrottling(rate, { nowMs: 5_000 + call, reached: 20 });
  }
  expect(learnedPerSecond(rate, 5_010)).toBe(14);
});

test('the pace grows again, and in the end nothing is left of the lesson', () => {
  const rate = afterThrottling(NOTHING_LEARNED, { nowMs: 0, reached: 10 });
  expect(learnedPerSecond(rate, 2_000)).toBeCloseTo(10.94);
  expect(learnedPerSecond(rate, 60_001)).toBeUndefined();
});

test('one refusal by chance, met while little was under way, costs seconds and not minutes', () => {
  const rate = afterThrottling(NOTHING_LEARNED, { nowMs: 0, reached: 2 });
  expect(learnedPerSecond(rate, 20_000)).toBeGreaterThan(100);
});

test('silence is kept for as long as the system asked, within reason', () => {
  const asked = { nowMs: 1_000, reached: 10 };
  expect(afterThrottling(NOTHING_LEARNED, { ...asked, retryAfterMs: 30_000 }).restUntilMs).toBe(
    31_000,
  );
  expect(afterThrottling(NOTHING_LEARNED, { ...asked, retryAfterMs: 9e9 }).restUntilMs).toBe(
    301_000,
  );
});

test('whatever happens, some calls are made, and never more than were reached', () => {
  const refusals = fc.array(fc.record({ afterMs: fc.nat(60_000), reached: fc.nat(1_000) }));
  fc.assert(
    fc.property(refusals, (steps) => {
      let rate = NOTHING_LEARNED;
      let nowMs = 0;
      for (const { afterMs, reached } of steps) {
        nowMs += afterMs;
        rate = afterThrottling(rate, { nowMs, reached });
        const perSecond = learnedPerSecond(rate, nowMs) ?? Number.NaN;
        expect(perSecond).toBeGreaterThanOrEqual(1);
        expect(perSecond).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});

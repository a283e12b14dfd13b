/** One seed is one history, byte for byte; and the seeds together see every kind of trouble. */

import { expect, test } from 'vitest';
import { missingFrom } from './batch/coverage.ts';
import { simulate } from './simulate.ts';

test.each([1, 7, 42, 1_234])('seed %i gives the same trace each time', async (seed) => {
  const first = await simulate({ seed, isTraced: true });
  const second = await simulate({ seed, isTraced: true });
  expect(second.hash).toBe(first.hash);
  expect(second.trace).toEqual(first.trace);
  expect(first.trace.length).toBeGreaterThan(100);
});

test('runs side by side do not disturb each other', async () => {
  const alone = await simulate({ seed: 7, isTraced: true });
  const others = [8, 7, 9].map((seed) => simulate({ seed, isTraced: true }));
  const [, beside] = await Promise.all(others);
  expect(beside?.hash).toBe(alone.hash);
});

test('whether it is traced changes nothing', async () => {
  const traced = await simulate({ seed: 11, isTraced: true });
  const silent = await simulate({ seed: 11 });
  expect(silent.events).toBe(traced.events);
  expect(silent.counts).toEqual(traced.counts);
});

test(
  'every fault strikes somewhere, and leads to what it should lead to',
  { timeout: 120_000 },
  async () => {
    const counts = new Map<string, number>();
    for (let seed = 1; seed <= 250; seed++) {
      const outcome = await simulate({ seed });
      for (const [what, count] of outcome.counts) counts.set(what, (counts.get(what) ?? 0) + count);
    }
    expect(missingFrom(counts)).toEqual([]);
  },
);

import type { Call } from '@kontor/connector-kit/simulator';
import { instantFromMs } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { fastestPace, mostAtOnce, timesOf } from './count-calls.ts';

test('calls at once are counted from their coming to their end, which may not have come', () => {
  expect(mostAtOnce([call(0, 10), call(10, 20), call(20)])).toBe(1);
  expect(mostAtOnce([call(0, 10), call(9, 20), call(9, 30), call(25)])).toBe(3);
  expect(mostAtOnce([])).toBe(0);
});

test('the fastest second begins anywhere', () => {
  const calls = timesOf([0, 900, 950, 1_850, 1_899, 1_900].map((atMs) => call(atMs)));
  expect(fastestPace(calls, 1)).toBe(4);
  expect(fastestPace(calls, 2)).toBe(3);
});

function call(atMs: number, endedMs?: number): Call {
  const ended = endedMs === undefined ? {} : { endedAt: instantFromMs(endedMs) };
  return { sequence: 1, method: 'POST', path: '/', at: instantFromMs(atMs), ...ended };
}

import { instantFromMs, plusMs, toEpochMs, type Instant } from '@kontor/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastDrain, type DrainFacts, type WaitingWork } from './forecast-drain.ts';
import { PRIORITIES } from './priority.ts';

const NOW = '2026-03-31T08:00:00.000Z' as Instant;
const inSeconds = (seconds: number) => plusMs(NOW, seconds * 1_000);

function work(process: string, waiting: number, rest: Partial<WaitingWork> = {}): WaitingWork {
  return { process, priority: 'normal', waiting, ...rest };
}

function forecast(facts: Partial<DrainFacts>) {
  return forecastDrain({ now: NOW, perSecond: 10, windows: [], work: [], ...facts });
}

test('what waits goes at the pace of the connection', () => {
  expect(forecast({ work: [work('pay', 600)] })).toMatchObject({
    finishesAt: inSeconds(60),
    points: [
      { at: NOW, waiting: 600 },
      { at: inSeconds(60), waiting: 0 },
    ],
  });
});

test('a window puts it off by as long as it lasts', () => {
  const windows = [{ from: inSeconds(30), until: inSeconds(630) }];
  expect(forecast({ windows, work: [work('pay', 600)] })).toMatchObject({
    finishesAt: inSeconds(660),
    points: [
      { at: NOW, waiting: 600 },
      { at: inSeconds(30), waiting: 300 },
      { at: inSeconds(630), waiting: 300 },
      { at: inSeconds(660), waiting: 0 },
    ],
  });
});

test('urgent work is gone first, and bulk keeps its tenth meanwhile', () => {
  const { finishes } = forecast({
    work: [work('pay', 900, { priority: 'urgent' }), work('archive', 300, { priority: 'bulk' })],
  });
  expect(finishes.get('pay')).toBe(inSeconds(100));
  expect(finishes.get('archive')).toBe(inSeconds(120));
});

test('nobody can tell when what is paused will be gone, and the others are told', () => {
  const told = forecast({ work: [work('pay', 100), work('archive', 100, { paused: {} })] });
  expect(told).not.toHaveProperty('finishesAt');
  expect([...told.finishes]).toEqual([['pay', inSeconds(10)]]);
});

test('a pause that ends by itself is counted in', () => {
  const paused = { until: inSeconds(100) };
  expect(forecast({ work: [work('pay', 100, { paused })] }).finishesAt).toBe(inSeconds(110));
});

test('nothing that waits is gone now', () => {
  expect(forecast({})).toMatchObject({ finishesAt: NOW, points: [{ waiting: 0 }] });
});

test('it takes exactly as long as the pace needs, plus the windows on the way', () => {
  const works = fc.array(
    fc.record({ waiting: fc.integer({ min: 1, max: 5_000 }), of: fc.constantFrom(...PRIORITIES) }),
    { minLength: 1, maxLength: 6 },
  );
  const gaps = fc.array(fc.tuple(fc.nat(600), fc.integer({ min: 1, max: 600 })), { maxLength: 5 });
  fc.assert(
    fc.property(works, gaps, fc.integer({ min: 1, max: 50 }), (list, between, perSecond) => {
      let second = 0;
      const windows = between.map(([gap, lasts]) => {
        const from = inSeconds(second + gap);
        second += gap + lasts;
        return { from, until: inSeconds(second) };
      });
      const told = forecast({
        ...{ windows, perSecond },
        work: list.map(({ waiting, of: priority }, index) =>
          work(`p${index}`, waiting, { priority }),
        ),
      });
      const total = list.reduce((sum, { waiting }) => sum + waiting, 0);
      const endMs = toEpochMs(told.finishesAt ?? instantFromMs(0));
      const standingMs = windows
        .filter(({ from }) => toEpochMs(from) < endMs)
        .reduce((sum, { from, until }) => sum + toEpochMs(until) - toEpochMs(from), 0);
      const neededMs = (total / perSecond) * 1_000;
      // Each step is rounded up to a millisecond.
      expect(Math.abs(endMs - toEpochMs(NOW) - standingMs - neededMs)).toBeLessThan(60);
    }),
  );
});

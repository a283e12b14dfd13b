import { expect, test } from 'vitest';
import { windowsOf, type CalendarTiming, type RecurringDays } from './calendar-timing.ts';
import type { Instant } from './instant.ts';
import type { TimeOfDay, TimeZone } from './zoned-time.ts';

const at = (text: string) => text as Instant;

function recurring(on: RecurringDays, from: string, until: string): CalendarTiming {
  return {
    ...{ kind: 'recurring', on, zone: 'Europe/Berlin' as TimeZone },
    ...{ from: from as TimeOfDay, until: until as TimeOfDay },
  };
}

function windows(timing: CalendarTiming, from: string, to: string) {
  return windowsOf(timing, { from: at(from), to: at(to) }).map((window) => [
    window.from.slice(0, 16),
    window.until.slice(0, 16),
  ]);
}

const WORKDAYS: RecurringDays = {
  kind: 'weekdays',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
};
const LAST_BANKING_DAY: RecurringDays = { kind: 'banking-days', which: 'last', currency: 'EUR' };

test('weekdays 22:00 to 23:00 in Berlin move with the summer', () => {
  const hour = recurring(WORKDAYS, '22:00', '23:00');
  expect(windows(hour, '2026-03-26T00:00:00Z', '2026-03-31T00:00:00Z')).toEqual([
    ['2026-03-26T21:00', '2026-03-26T22:00'],
    ['2026-03-27T21:00', '2026-03-27T22:00'],
    ['2026-03-30T20:00', '2026-03-30T21:00'],
  ]);
});

test('the last banking day of the month knows weekends and holidays', () => {
  const monthEnd = recurring(LAST_BANKING_DAY, '18:00', '06:00');
  // The 31st of May 2026 is a Sunday; the 31st of January 2027, too.
  expect(windows(monthEnd, '2026-04-15T00:00:00Z', '2026-07-01T00:00:00Z')).toEqual([
    ['2026-04-30T16:00', '2026-05-01T04:00'],
    ['2026-05-29T16:00', '2026-05-30T04:00'],
    ['2026-06-30T16:00', '2026-07-01T04:00'],
  ]);
});

test('the first banking day of May is not Labour Day', () => {
  const first = recurring({ ...LAST_BANKING_DAY, which: 'first' }, '08:00', '09:00');
  expect(windows(first, '2026-05-01T00:00:00Z', '2026-05-20T00:00:00Z')).toEqual([
    ['2026-05-04T06:00', '2026-05-04T07:00'],
  ]);
});

test('one that began the evening before and is not over is among them', () => {
  const night = recurring(WORKDAYS, '22:00', '02:00');
  expect(windows(night, '2026-06-02T23:30:00Z', '2026-06-03T12:00:00Z')).toEqual([
    ['2026-06-02T20:00', '2026-06-03T00:00'],
  ]);
});

test('an hour that clocks show twice is wholly in it; one that they skip shifts', () => {
  const night = recurring({ kind: 'weekdays', weekdays: ['sun'] }, '02:00', '03:00');
  expect(windows(night, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toEqual([
    ['2026-10-25T00:00', '2026-10-25T02:00'],
  ]);
  expect(windows(night, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toEqual([]);
  const half = recurring({ kind: 'weekdays', weekdays: ['sun'] }, '02:30', '04:00');
  expect(windows(half, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toEqual([
    ['2026-03-29T01:30', '2026-03-29T02:00'],
  ]);
});

test('a day that a month does not have is not made up', () => {
  const thirtyFirst = recurring({ kind: 'day-of-month', day: 31 }, '12:00', '13:00');
  expect(windows(thirtyFirst, '2026-02-01T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual([
    ['2026-03-31T10:00', '2026-03-31T11:00'],
  ]);
});

test('once is once, as long as it is not over', () => {
  const once: CalendarTiming = {
    kind: 'once',
    from: at('2026-03-31T16:00:00.000Z'),
    until: at('2026-03-31T18:00:00.000Z'),
  };
  expect(windows(once, '2026-03-31T17:00:00.000Z', '2026-04-01T00:00:00.000Z')).toHaveLength(1);
  expect(windows(once, '2026-03-31T18:00:00.000Z', '2026-04-01T00:00:00.000Z')).toEqual([]);
});

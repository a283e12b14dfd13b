import fc from 'fast-check';
import { expect, test } from 'vitest';
import { present } from './assert.ts';
import { parseBankingDay } from './banking-day.ts';
import { instantFromMs } from './instant.ts';
import { instantOf, parseTimeOfDay, parseTimeZone, zonedTimeAt } from './zoned-time.ts';

function at(day: string, time: string, zone: string) {
  return {
    day: present(parseBankingDay(day), 'a day'),
    time: present(parseTimeOfDay(time), 'a time'),
    zone: present(parseTimeZone(zone), 'a zone'),
  };
}

test.each([
  ['2026-01-15', '22:00', 'Europe/Berlin', '2026-01-15T21:00:00.000Z'],
  ['2026-07-15', '22:00', 'Europe/Berlin', '2026-07-15T20:00:00.000Z'],
  ['2026-07-15', '22:00', 'America/New_York', '2026-07-16T02:00:00.000Z'],
  ['2026-07-15', '09:30', 'Asia/Kolkata', '2026-07-15T04:00:00.000Z'],
  ['2026-07-15', '00:00', 'UTC', '2026-07-15T00:00:00.000Z'],
  ['2026-12-31', '23:30', 'Pacific/Kiritimati', '2026-12-31T09:30:00.000Z'],
])('%s %s in %s is %s', (day, time, zone, instant) => {
  expect(instantOf(at(day, time, zone))).toBe(instant);
});

test('a time that clocks never show is the moment that it would have been', () => {
  expect(instantOf(at('2026-03-29', '02:30', 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
});

test('a time that clocks show twice is the one that is asked for', () => {
  const twice = at('2026-10-25', '02:30', 'Europe/Berlin');
  expect(instantOf(twice, 'earlier')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantOf(twice, 'later')).toBe('2026-10-25T01:30:00.000Z');
});

test.each(['', '24:00', '9:00', '12:60', '12:00:00'])('“%s” is no time of day', (text) => {
  expect(parseTimeOfDay(text)).toBeUndefined();
});

test.each(['Mars/Olympus', '', '+02:00', 'Etc/GMT+2'])('“%s” is no time zone', (text) => {
  expect(parseTimeZone(text)).toBeUndefined();
});

test('what clocks show at a moment names that moment again, to the minute', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  const minutes = fc.integer({ min: 28_400_000, max: 30_000_000 });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
      const instant = instantFromMs(minute * 60_000);
      const shown = zonedTimeAt(instant, present(parseTimeZone(zone), 'a zone'));
      expect([instantOf(shown, 'earlier'), instantOf(shown, 'later')]).toContain(instant);
    }),
  );
});

/**
 * Times of day in a time zone, as calendars of people name them: `22:00` in `Europe/Berlin`. The
 * zone's rules are those of the runtime (the IANA database), daylight saving included.
 */

import { assert } from './assert.ts';
import { parseBankingDay, type BankingDay } from './banking-day.ts';
import type { Brand } from './brand.ts';
import { instantFromMs, toEpochMs, type Instant } from './instant.ts';

/** `HH:MM`, from 00:00 to 23:59. */
export type TimeOfDay = Brand<'TimeOfDay'>;

/** An IANA time zone that this runtime knows. */
export type TimeZone = Brand<'TimeZone'>;

export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  return HOUR_MINUTE.test(text) ? (text as TimeOfDay) : undefined;
}

export function parseTimeZone(text: string): TimeZone | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    return undefined;
  }
  // An offset is no zone: it knows no summer.
  return OFFSET.test(text) ? undefined : (text as TimeZone);
}

export type ZonedTime = {
  readonly day: BankingDay;
  readonly time: TimeOfDay;
  readonly zone: TimeZone;
};

/**
 * The moment at which clocks in the zone show it. When they are set forward and never show it, the
 * moment that would have been without; when they are set back and show it twice, the one of the two
 * that is asked for.
 */
export function instantOf(
  { day, time, zone }: ZonedTime,
  whenTwice: 'earlier' | 'later' = 'earlier',
): Instant {
  const localMs = toEpochMs(`${day}T${time}:00.000Z` as Instant);
  const before = offsetMsAt(localMs - DAY_MS, zone);
  const after = offsetMsAt(localMs + DAY_MS, zone);
  const shown = [localMs - before, localMs - after]
    .filter((epochMs) => epochMs + offsetMsAt(epochMs, zone) === localMs)
    .sort((left, right) => left - right);
  const chosen = whenTwice === 'earlier' ? shown[0] : shown.at(-1);
  return instantFromMs(chosen ?? localMs - before);
}

/** The date and the time that clocks in the zone show at that moment. */
export function zonedTimeAt(instant: Instant, zone: TimeZone): ZonedTime {
  const epochMs = toEpochMs(instant);
  const shown = instantFromMs(epochMs + offsetMsAt(epochMs, zone));
  const day = parseBankingDay(shown.slice(0, 10));
  assert(day !== undefined, 'an instant has a date');
  return { day, time: shown.slice(11, 16) as TimeOfDay, zone };
}

/** What clocks in the zone are ahead of UTC. */
function offsetMsAt(epochMs: number, zone: TimeZone): number {
  const wholeMs = Math.floor(epochMs / 1_000) * 1_000;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(wholeMs)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  const year = part('year').padStart(4, '0');
  const date = `${year}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return toEpochMs(`${date}T${time}.000Z` as Instant) - wholeMs;
}

/** Making one takes a hundred times as long as using it. */
function formatOf(zone: TimeZone): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', { ...SHOWN, timeZone: zone });
  FORMATS.set(zone, format);
  return format;
}

const SHOWN: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
const FORMATS = new Map<TimeZone, Intl.DateTimeFormat>();
const HOUR_MINUTE = /^([01]\d|2[0-3]):[0-5]\d$/;
const OFFSET = /^[+-]|^(Etc\/)?(GMT|UTC)[+-]/;
const DAY_MS = 86_400_000;

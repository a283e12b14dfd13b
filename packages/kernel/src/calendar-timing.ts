/**
 * When something is planned: once, or again and again in a time zone. `windowsOf` works out the
 * moments, so that whoever obeys them compares instants and nothing else.
 */

import { dayKindOf } from './banking-calendar.ts';
import { plusDays, weekdayOf, type BankingDay } from './banking-day.ts';
import type { Instant } from './instant.ts';
import { instantOf, zonedTimeAt, type TimeOfDay, type TimeZone } from './zoned-time.ts';

export type CalendarTiming =
  | { readonly kind: 'once'; readonly from: Instant; readonly until: Instant }
  | {
      readonly kind: 'recurring';
      readonly on: RecurringDays;
      readonly from: TimeOfDay;
      /** When it is not after `from`, it is of the next day. */
      readonly until: TimeOfDay;
      readonly zone: TimeZone;
    };

export type RecurringDays =
  | { readonly kind: 'weekdays'; readonly weekdays: readonly Weekday[] }
  /** The banking days of a currency: all of them, or the first or last of each month. */
  | {
      readonly kind: 'banking-days';
      readonly which: 'every' | 'first' | 'last';
      readonly currency: string;
    }
  /** A day of each month that has it. */
  | { readonly kind: 'day-of-month'; readonly day: number };

/** In the order of `weekdayOf`. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From `from` (included) until `until` (excluded). */
export type TimeWindow = { readonly from: Instant; readonly until: Instant };

/** The windows that are not over at `from` and begin before `to`, in order. */
export function windowsOf(timing: CalendarTiming, { from, to }: Span): readonly TimeWindow[] {
  const isWithin = (window: TimeWindow) =>
    window.until > from && window.from < to && window.from < window.until;
  if (timing.kind === 'once') return [timing].map(toWindow).filter(isWithin);
  const windows: TimeWindow[] = [];
  // One that began the evening before may last until now.
  let day = plusDays(zonedTimeAt(from, timing.zone).day, -1);
  const last = zonedTimeAt(to, timing.zone).day;
  for (; day <= last; day = plusDays(day, 1)) {
    if (isOn(timing.on, day)) windows.push(windowOn(day, timing));
  }
  return windows.filter(isWithin);
}

export type Span = { readonly from: Instant; readonly to: Instant };

function toWindow({ from, until }: TimeWindow): TimeWindow {
  return { from, until };
}

type Recurring = Extract<CalendarTiming, { readonly kind: 'recurring' }>;

/** An hour that clocks show twice is wholly in it. */
function windowOn(day: BankingDay, { from, until, zone }: Recurring): TimeWindow {
  const lastDay = until > from ? day : plusDays(day, 1);
  return {
    from: instantOf({ day, time: from, zone }, 'earlier'),
    until: instantOf({ day: lastDay, time: until, zone }, 'later'),
  };
}

function isOn(on: RecurringDays, day: BankingDay): boolean {
  switch (on.kind) {
    case 'weekdays':
      return on.weekdays.some((weekday) => WEEKDAYS.indexOf(weekday) === weekdayOf(day));
    case 'day-of-month':
      return Number.parseInt(day.slice(8), 10) === on.day;
    case 'banking-days':
      return isBankingDay(day, on.currency) && !hasOtherBefore(day, on);
  }
}

/** Whether another banking day of the month comes between it and the end that is asked for. */
function hasOtherBefore(
  day: BankingDay,
  { which, currency }: Extract<RecurringDays, { readonly kind: 'banking-days' }>,
): boolean {
  if (which === 'every') return false;
  const step = which === 'first' ? -1 : 1;
  for (let other = plusDays(day, step); isSameMonth(other, day); other = plusDays(other, step)) {
    if (isBankingDay(other, currency)) return true;
  }
  return false;
}

function isBankingDay(day: BankingDay, currency: string): boolean {
  return dayKindOf(day, currency).kind === 'banking';
}

function isSameMonth(left: BankingDay, right: BankingDay): boolean {
  return left.slice(0, 7) === right.slice(0, 7);
}

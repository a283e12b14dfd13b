/**
 * On which days banks book in a currency: TARGET for euros, the bank holidays of England and Wales
 * for pounds, the Federal Reserve for dollars. Of other currencies only weekends are known, so that
 * a holiday there looks like a banking day and never the other way round.
 *
 * Holidays that are proclaimed once (coronations, jubilees) are not in it.
 */

import { plusDays, weekdayOf, type BankingDay } from './banking-day.ts';

export type DayKind =
  { readonly kind: 'banking' | 'weekend' } | { readonly kind: 'holiday'; readonly name: string };

export function dayKindOf(day: BankingDay, currency: string): DayKind {
  if (weekdayOf(day) >= SATURDAY) return { kind: 'weekend' };
  const name = holidaysOf(currency, yearOf(day))?.get(day);
  return name === undefined ? { kind: 'banking' } : { kind: 'holiday', name };
}

type Holidays = ReadonlyMap<BankingDay, string>;

/** Worked out once: a calendar of a month asks for thirty days of one year. */
function holidaysOf(currency: string, year: number): Holidays | undefined {
  const key = `${currency} ${year}`;
  const known = WORKED_OUT.get(key);
  if (known) return known;
  const holidays = HOLIDAYS[currency]?.(year);
  if (holidays && WORKED_OUT.size < WORKED_OUT_MAX) WORKED_OUT.set(key, holidays);
  return holidays;
}

/** Closing days since 2002: European Central Bank, "TARGET closing days". */
function targetHolidays(year: number): Holidays {
  const easter = easterSunday(year);
  return new Map([
    [dayOf(year, 1, 1), 'New Year’s Day'],
    [plusDays(easter, -2), 'Good Friday'],
    [plusDays(easter, 1), 'Easter Monday'],
    [dayOf(year, 5, 1), 'Labour Day'],
    [dayOf(year, 12, 25), 'Christmas Day'],
    [dayOf(year, 12, 26), 'Christmas Holiday'],
  ]);
}

/** Banking and Financial Dealings Act 1971, with the days that stand in for weekends. */
function englishHolidays(year: number): Holidays {
  const easter = easterSunday(year);
  const christmas = nextWeekday(dayOf(year, 12, 25));
  const boxing = nextWeekday(dayOf(year, 12, 26));
  const [first, second] =
    // When Christmas moves to the Monday, Boxing Day has that day or the one after it.
    christmas === boxing ? [boxing, plusDays(boxing, 1)] : [christmas, boxing];
  return new Map([
    [nextWeekday(dayOf(year, 1, 1)), 'New Year’s Day'],
    [plusDays(easter, -2), 'Good Friday'],
    [plusDays(easter, 1), 'Easter Monday'],
    [weekdayIn(year, 5, { weekday: MONDAY, place: 1 }), 'Early May bank holiday'],
    [lastMondayOf(year, 5), 'Spring bank holiday'],
    [lastMondayOf(year, 8), 'Summer bank holiday'],
    [first, 'Christmas Day'],
    [second, 'Boxing Day'],
  ]);
}

/** Federal Reserve Banks: one that falls on a Sunday moves to Monday, on a Saturday to no day. */
function federalReserveHolidays(year: number): Holidays {
  const fixed = (month: number, dayOfMonth: number) => {
    const day = dayOf(year, month, dayOfMonth);
    return weekdayOf(day) === SUNDAY ? plusDays(day, 1) : day;
  };
  return new Map([
    [fixed(1, 1), 'New Year’s Day'],
    [weekdayIn(year, 1, { weekday: MONDAY, place: 3 }), 'Martin Luther King Jr. Day'],
    [weekdayIn(year, 2, { weekday: MONDAY, place: 3 }), 'Washington’s Birthday'],
    [lastMondayOf(year, 5), 'Memorial Day'],
    [fixed(6, 19), 'Juneteenth'],
    [fixed(7, 4), 'Independence Day'],
    [weekdayIn(year, 9, { weekday: MONDAY, place: 1 }), 'Labor Day'],
    [weekdayIn(year, 10, { weekday: MONDAY, place: 2 }), 'Columbus Day'],
    [fixed(11, 11), 'Veterans Day'],
    [weekdayIn(year, 11, { weekday: THURSDAY, place: 4 }), 'Thanksgiving Day'],
    [fixed(12, 25), 'Christmas Day'],
  ]);
}

/** Gregorian computus, as Meeus, Jones and Butcher wrote it. */
export function easterSunday(year: number): BankingDay {
  const cycle = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * cycle + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((cycle + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function nextWeekday(day: BankingDay): BankingDay {
  const weekday = weekdayOf(day);
  return weekday < SATURDAY ? day : plusDays(day, 7 - weekday);
}

function lastMondayOf(year: number, month: number): BankingDay {
  const fifth = weekdayIn(year, month, { weekday: MONDAY, place: 5 });
  return fifth.slice(5, 7) === dayOf(year, month, 1).slice(5, 7) ? fifth : plusDays(fifth, -7);
}

/** The first, second, … of a weekday in a month. */
function weekdayIn(
  year: number,
  month: number,
  { weekday, place }: { readonly weekday: number; readonly place: number },
): BankingDay {
  const first = dayOf(year, month, 1);
  const until = (weekday - weekdayOf(first) + 7) % 7;
  return plusDays(first, until + 7 * (place - 1));
}

function yearOf(day: BankingDay): number {
  return Number.parseInt(day.slice(0, 4), 10);
}

function dayOf(year: number, month: number, dayOfMonth: number): BankingDay {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}` as BankingDay;
}

const MONDAY = 0;
const THURSDAY = 3;
const SATURDAY = 5;
const SUNDAY = 6;
const WORKED_OUT = new Map<string, Holidays>();
const WORKED_OUT_MAX = 300;
const HOLIDAYS: Readonly<Record<string, ((year: number) => Holidays) | undefined>> = {
  EUR: targetHolidays,
  GBP: englishHolidays,
  USD: federalReserveHolidays,
};

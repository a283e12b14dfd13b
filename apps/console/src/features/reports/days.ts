/** The days along the bottom of a chart, with a gap wherever a zero would be a lie. Pure. */

import { parseBankingDay, plusDays } from '@kontor/kernel';
import { formatDay } from '../../lib/format.ts';

export type Days = {
  readonly days: readonly string[];
  /** `2 Mar`, or with the year where a day would come twice. */
  readonly labels: readonly string[];
};

export function daysBetween(from: string, to: string): Days {
  const days: string[] = [];
  let day = parseBankingDay(from);
  while (day !== undefined && day <= to && days.length < DAYS_MAX) {
    days.push(day);
    day = plusDays(day, 1);
  }
  const isLong = days.length > DAYS_WITHOUT_YEAR;
  const labels = days.map((each) => {
    const text = formatDay(each);
    return isLong ? text : text.slice(0, -' 2026'.length);
  });
  return { days, labels };
}

/** Counts: a day that began without its row had none; before the first day nothing was counted. */
export function countsOf<Row extends { readonly day: string }>(
  { days }: Days,
  rows: readonly Row[],
  {
    firstDay,
    value,
  }: { readonly firstDay: string | undefined; readonly value: (row: Row) => number },
): readonly (number | null)[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => {
    const row = byDay.get(day);
    if (row) return value(row);
    return firstDay === undefined || day < firstDay ? null : 0;
  });
}

/** Measures: a day on which nothing was measured is a gap. */
export function measuresOf<Row extends { readonly day: string }>(
  { days }: Days,
  rows: readonly Row[],
  value: (row: Row) => number | undefined,
): readonly (number | null)[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => {
    const row = byDay.get(day);
    return (row && value(row)) ?? null;
  });
}

/** Tenths of a percent, rounded down, so that 99.96 % never looks like all. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.floor((part * 1_000) / whole) / 10;
}

export function shareWords(part: number, whole: number): string {
  const share = shareOf(part, whole);
  return share === undefined ? '–' : `${share} %`;
}

const DAYS_MAX = 366;
const DAYS_WITHOUT_YEAR = 300;

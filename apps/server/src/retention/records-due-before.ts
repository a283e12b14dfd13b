/**
 * When the term of a record is over. It counts from the end of the year that the record's last day
 * lies in. A day is over where it is over last, and a record belongs to the day that begins first:
 * no time zone of a legal entity makes a term shorter.
 */

import { bankingDayOf, plusMs, type BankingDay, type Instant } from '@kontor/kernel';
import type { RecordTerm } from './record-terms.ts';

type Years = Pick<RecordTerm, 'years' | 'yearEndsInMonth'>;

/** Records of the days before this one are past their term. */
export function recordsDueBefore(asOf: Instant, { years, yearEndsInMonth }: Years): BankingDay {
  const today = bankingDayOf(plusMs(asOf, -BEHIND_UTC_MS_MAX));
  return firstDayOf(yearOf(today, yearEndsInMonth) - years, yearEndsInMonth);
}

/** The first day on which a record of that day may go, if nothing else keeps it. */
export function recordMayGoOn(day: BankingDay, { years, yearEndsInMonth }: Years): BankingDay {
  return firstDayOf(yearOf(day, yearEndsInMonth) + 1 + years, yearEndsInMonth);
}

/** The year that a day lies in, named by the calendar year in which it begins. */
function yearOf(day: BankingDay, yearEndsInMonth: number): number {
  const year = Number.parseInt(day.slice(0, 4), 10);
  const month = Number.parseInt(day.slice(5, 7), 10);
  return month >= firstMonth(yearEndsInMonth) ? year : year - 1;
}

function firstDayOf(year: number, yearEndsInMonth: number): BankingDay {
  const month = String(firstMonth(yearEndsInMonth)).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${month}-01` as BankingDay;
}

function firstMonth(yearEndsInMonth: number): number {
  return (yearEndsInMonth % 12) + 1;
}

const HOUR_MS = 3_600_000;
/** Baker Island: where a day ends last. */
const BEHIND_UTC_MS_MAX = 12 * HOUR_MS;
/** Kiribati: where a day begins first. See `day_of_record` in the statement that reads records. */
export const AHEAD_OF_UTC_HOURS_MAX = 14;

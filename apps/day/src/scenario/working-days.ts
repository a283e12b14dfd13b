/** Working days: Monday to Friday. The bank of the sandbox keeps no holidays. */

import { plusDays, type BankingDay } from '@kontor/kernel';

/** The last `count` working days up to and with `today`, earliest first. */
export function workingDaysUntil(today: BankingDay, count: number): readonly BankingDay[] {
  const days: BankingDay[] = [];
  for (let day = today; days.length < count; day = plusDays(day, -1)) {
    if (isWorkingDay(day)) days.unshift(day);
  }
  return days;
}

function isWorkingDay(day: BankingDay): boolean {
  // Days since a Monday: 2024-01-01 was one.
  const days = (Date.parse(day) - Date.parse('2024-01-01')) / DAY_MS;
  return ((days % 7) + 7) % 7 < WORKING_DAYS_OF_WEEK;
}

const DAY_MS = 86_400_000;
const WORKING_DAYS_OF_WEEK = 5;

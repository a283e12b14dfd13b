/**
 * Banking days: a calendar date without a time or a zone, as banks and ledgers use it for booking,
 * value, posting and due dates. `2026-02-30` has the right shape and does not exist.
 */

import type { Brand } from './brand.ts';
import { assert } from './assert.ts';
import type { Instant } from './instant.ts';

export type BankingDay = Brand<'BankingDay'>;

/** Undefined unless the text is `YYYY-MM-DD` and the day exists in the calendar. */
export function parseBankingDay(text: string): BankingDay | undefined {
  const match = YEAR_MONTH_DAY.exec(text);
  if (!match) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) return undefined;
  return text as BankingDay;
}

/** The date that an instant has in UTC. */
export function bankingDayOf(instant: Instant): BankingDay {
  return instant.slice(0, 10) as BankingDay;
}

export function plusDays(day: BankingDay, days: number): BankingDay {
  assert(Number.isSafeInteger(days), 'days are whole');
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10) as BankingDay;
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: BankingDay): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

const YEAR_MONTH_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

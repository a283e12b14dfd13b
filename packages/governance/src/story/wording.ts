/** Amounts, days, times and lists as a letter writes them. Times are UTC, and the story says so. */

import type { BankingDay, Instant } from '@kontor/kernel';
import { present, toEpochMs } from '@kontor/kernel';
import type { AmountFacts } from './facts.ts';

/** `EUR 1,190.00` */
export function wordAmount({ amount, currency }: AmountFacts): string {
  const [whole = '', fraction] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${currency} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
}

/** `31 March 2026` */
export function wordDay(day: BankingDay | Instant): string {
  const [year, month, date] = day.slice(0, 10).split('-') as [string, string, string];
  return `${Number.parseInt(date, 10)} ${wordMonth(Number.parseInt(month, 10))} ${year}`;
}

/** `March` of 3. */
export function wordMonth(month: number): string {
  return present(MONTHS[month - 1], 'a month is one of twelve');
}

/** `08:15:30`, with the day where it is another one than that of the chapter. */
export function wordTime(at: Instant, chapterAt: Instant): string {
  const time = at.slice(11, 19);
  return at.slice(0, 10) === chapterAt.slice(0, 10) ? time : `${wordDay(at)}, ${time}`;
}

/** `2 s`, `5 min`, `3 h`: how long after. */
export function wordSpan(from: Instant, to: Instant): string {
  const seconds = Math.round((toEpochMs(to) - toEpochMs(from)) / 1_000);
  if (seconds < 1) return 'less than a second';
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** `a, b and c` */
export function wordList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Texts of others end as they like; ours go on after a full stop. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]”?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** To stand inside a sentence of ours. */
export function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * How amounts, moments, days and durations are written. Amounts stay decimal text: they are grouped
 * and never computed with.
 */

import { nowMs, toDate } from './clock.ts';

export type MoneyText = { readonly amount: string; readonly currency: string };

/** `1 250.00 EUR`, with a minus as wide as a digit; `signed` shows the plus, too. */
export function formatMoney({ amount, currency }: MoneyText, signed = false): string {
  return `${formatAmount(amount, signed)}${NARROW_SPACE}${currency}`;
}

export function formatAmount(amount: string, signed = false): string {
  const isNegative = amount.startsWith('-');
  const [whole = '', fraction] = amount.replace(/^[-+]/, '').split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
  const sign = isNegative ? MINUS : signed && /[1-9]/.test(amount) ? '+' : '';
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

/** `1 234`. */
export function formatCount(value: number): string {
  return formatAmount(String(value));
}

/** `31 Mar 2026, 14:02` where the person is; seconds only when asked. */
export function formatInstant(at: string, withSeconds = false): string {
  return (withSeconds ? MOMENT_WITH_SECONDS : MOMENT).format(toDate(at));
}

/** `14:02`. */
export function formatTime(at: string): string {
  return TIME.format(toDate(at));
}

/** `31 Mar 2026`, a banking day, which belongs to no time zone. */
export function formatDay(day: string): string {
  return DAY.format(toDate(`${day}T00:00:00Z`));
}

/** `850 ms`, `12 s`, `3 min`, `2 h 5 min`, `4 d 2 h`. */
export function formatDuration(ms: number): string {
  const value = Math.max(0, Math.round(ms));
  if (value < SECOND) return `${value} ms`;
  if (value < 10 * SECOND && value % SECOND >= 100) return `${(value / SECOND).toFixed(1)} s`;
  if (value < MINUTE) return `${Math.floor(value / SECOND)} s`;
  if (value < HOUR) return `${Math.floor(value / MINUTE)} min`;
  if (value < DAY_MS) return pair(value, HOUR, 'h', MINUTE, 'min');
  return pair(value, DAY_MS, 'd', HOUR, 'h');
}

/** How long ago something was, in whole seconds at the finest. */
export function formatAge(since: string, now = nowMs()): string {
  const age = now - toDate(since).getTime();
  return formatDuration(Math.max(SECOND, Math.floor(age / SECOND) * SECOND));
}

/** `2 min ago`, `in 3 h`, `now`. */
export function formatRelative(at: string, now = nowMs()): string {
  const difference = toDate(at).getTime() - now;
  const size = Math.floor(Math.abs(difference) / SECOND) * SECOND;
  if (size < 2 * SECOND) return 'now';
  return difference < 0 ? `${formatDuration(size)} ago` : `in ${formatDuration(size)}`;
}

function pair(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  const whole = `${Math.floor(ms / big)} ${bigName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

const NARROW_SPACE = '\u202F';
const MINUS = '\u2212';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

const DATE_PARTS = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const TIME_PARTS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const MOMENT = new Intl.DateTimeFormat('en-GB', { ...DATE_PARTS, ...TIME_PARTS });
const MOMENT_WITH_SECONDS = new Intl.DateTimeFormat('en-GB', {
  ...DATE_PARTS,
  ...TIME_PARTS,
  second: '2-digit',
});
const TIME = new Intl.DateTimeFormat('en-GB', TIME_PARTS);
const DAY = new Intl.DateTimeFormat('en-GB', { ...DATE_PARTS, timeZone: 'UTC' });

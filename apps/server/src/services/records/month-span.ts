import { plusMs, type Instant } from '@kontor/kernel';

/** A month `YYYY-MM` of UTC, from its first moment until before that of the next. */
export function monthSpan(month: string): { readonly from: Instant; readonly to: Instant } {
  return { from: beginningOf(month), to: beginningOf(monthAfter(month)) };
}

/** Each day of the month, likewise. */
export function daysOf(month: string): { readonly from: Instant; readonly to: Instant }[] {
  const { from: first, to: end } = monthSpan(month);
  const days: { from: Instant; to: Instant }[] = [];
  for (let from = first; from < end; from = plusMs(from, DAY_MS)) {
    days.push({ from, to: plusMs(from, DAY_MS) });
  }
  return days;
}

export function monthAfter(month: string): string {
  const year = Number.parseInt(month.slice(0, 4), 10);
  const number = Number.parseInt(month.slice(5), 10);
  return number === 12
    ? `${year + 1}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`;
}

function beginningOf(month: string): Instant {
  return `${month}-01T00:00:00.000Z` as Instant;
}

const DAY_MS = 86_400_000;

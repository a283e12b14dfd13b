/** What the calendar of a connection says of now and of what comes next. */

import type { CalendarWindow } from '@kontor/contracts';
import { toEpochMs, type Instant } from '@kontor/kernel';
import { wordDuration } from '../wire/wording.ts';

export function tellCalendar(windows: readonly CalendarWindow[], now: Instant): string {
  const current = windows.find(({ from, until }) => from <= now && until > now);
  if (current) return `${current.title}: nothing is sent for another ${lasts(now, current.until)}.`;
  const [next] = windows;
  if (!next) return 'Nothing is planned for the next four weeks: it takes work at any time.';
  return `${next.title} begins in ${lasts(now, next.from)} and lasts ${lasts(next.from, next.until)}.`;
}

function lasts(from: string, until: string): string {
  return wordDuration((toEpochMs(until as Instant) - toEpochMs(from as Instant)) / 1_000);
}

/** From what callers send to a timing that can be worked out, or what is wrong with it. */

import type { CalendarEntry } from '@kontor/contracts';
import {
  instantFromMs,
  parseInstant,
  parseTimeOfDay,
  parseTimeZone,
  present,
  toEpochMs,
  type CalendarTiming,
  type Defect,
  type RecurringDays,
} from '@kontor/kernel';

export type TimingOutcome =
  | { readonly kind: 'timing'; readonly timing: CalendarTiming }
  | { readonly kind: 'defect'; readonly defect: Omit<Defect, 'at'> & { readonly at: string } };

export function toTiming({ once, recurring }: CalendarEntry): TimingOutcome {
  if ((once === undefined) === (recurring === undefined)) {
    return defect('', 'timing_unclear', 'Say `once` or `recurring`, one of them.');
  }
  if (once) return fromOnce(once);
  return fromRecurring(present(recurring, 'one of the two is there'));
}

function fromOnce(once: NonNullable<CalendarEntry['once']>): TimingOutcome {
  const from = parseInstant(once.from);
  const until = parseInstant(once.until);
  if (!from || !until) return defect('/once', 'no_such_moment', 'There is no such moment.');
  const lastsMs = toEpochMs(until) - toEpochMs(from);
  if (lastsMs <= 0) return defect('/once/until', 'ends_too_early', 'It ends after it begins.');
  if (lastsMs > WINDOW_MS_MAX) {
    return defect('/once/until', 'too_long', 'A window lasts at most 31 days.');
  }
  return { kind: 'timing', timing: { kind: 'once', from: inUtc(from), until: inUtc(until) } };
}

function fromRecurring(recurring: NonNullable<CalendarEntry['recurring']>): TimingOutcome {
  const on = toDays(recurring.days);
  if (!on) {
    const detail = 'Say `weekdays`, `bankingDays` or `dayOfMonth`, one of them.';
    return defect('/recurring/days', 'days_unclear', detail);
  }
  const zone = parseTimeZone(recurring.zone);
  if (!zone) {
    return defect('/recurring/zone', 'no_such_zone', 'A zone has a name like `Europe/Berlin`.');
  }
  const from = present(parseTimeOfDay(recurring.from), 'the contract asks for a time of day');
  const until = present(parseTimeOfDay(recurring.until), 'the contract asks for a time of day');
  return { kind: 'timing', timing: { kind: 'recurring', on, from, until, zone } };
}

function toDays(days: NonNullable<CalendarEntry['recurring']>['days']): RecurringDays | undefined {
  const { weekdays, bankingDays, dayOfMonth } = days;
  const said: RecurringDays[] = [
    ...(weekdays ? [{ kind: 'weekdays', weekdays } as const] : []),
    ...(bankingDays ? [{ kind: 'banking-days', ...bankingDays } as const] : []),
    ...(dayOfMonth === undefined ? [] : [{ kind: 'day-of-month', day: dayOfMonth } as const]),
  ];
  return said.length === 1 ? said[0] : undefined;
}

function inUtc(instant: Parameters<typeof toEpochMs>[0]) {
  return instantFromMs(toEpochMs(instant));
}

function defect(at: string, code: string, detail: string): TimingOutcome {
  return { kind: 'defect', defect: { at, code, detail } };
}

/** Longer is no pause: then the connection is taken out of its processes. */
const WINDOW_MS_MAX = 31 * 86_400_000;

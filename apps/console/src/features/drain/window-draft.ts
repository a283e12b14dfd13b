/** What stands in the form of a window, as an entry of the calendar, and what it means. Pure. */

import type { CalendarEntry } from '@kontor/contracts';
import {
  parseInstant,
  parseTimeOfDay,
  parseTimeZone,
  plusMs,
  WEEKDAYS,
  windowsOf,
  type CalendarTiming,
  type RecurringDays,
  type TimeWindow,
} from '@kontor/kernel';
import { fromLocalField, ownZone } from '../../lib/local-time.ts';

export type WindowDraft = {
  readonly title: string;
  readonly kind: CalendarEntry['kind'];
  readonly often: 'once' | 'again';
  /** As the fields hold them: moments where the person is. */
  readonly from: string;
  readonly to: string;
  /** One of DAY_CHOICES. */
  readonly days: string;
  readonly begins: string;
  readonly ends: string;
  readonly zone: string;
};

export const NEW_DRAFT: WindowDraft = {
  ...{ title: '', kind: 'freeze', often: 'once', from: '', to: '' },
  ...{ days: 'weekdays', begins: '22:00', ends: '23:00', zone: ownZone() },
};

/** Undefined while something is missing. */
export function draftEntry(
  draft: WindowDraft,
  taken: readonly string[],
): CalendarEntry | undefined {
  const title = draft.title.trim();
  if (title === '') return undefined;
  const named = { entry: nameFor(title, taken), kind: draft.kind, title };
  if (draft.often === 'once') {
    const from = fromLocalField(draft.from);
    const until = fromLocalField(draft.to);
    return from && until && from < until ? { ...named, once: { from, until } } : undefined;
  }
  const { begins, ends, zone } = draft;
  const days = DAY_CHOICES.find(({ value }) => value === draft.days)?.wire;
  if (!days || !parseTimeOfDay(begins) || !parseTimeOfDay(ends) || !parseTimeZone(zone)) {
    return undefined;
  }
  return { ...named, recurring: { days, from: begins, until: ends, zone } };
}

/** The next three times. */
export function nextWindows(entry: CalendarEntry, asOf: string): readonly TimeWindow[] {
  const timing = timingOf(entry);
  const from = parseInstant(asOf);
  if (!timing || !from) return [];
  return windowsOf(timing, { from, to: plusMs(from, YEAR_MS) }).slice(0, 3);
}

function timingOf({ once, recurring }: CalendarEntry): CalendarTiming | undefined {
  if (once) {
    const from = parseInstant(once.from);
    const until = parseInstant(once.until);
    return from && until && { kind: 'once', from, until };
  }
  const days = recurring && DAY_CHOICES.find(({ wire }) => wire === recurring.days);
  const from = parseTimeOfDay(recurring?.from ?? '');
  const until = parseTimeOfDay(recurring?.until ?? '');
  const zone = parseTimeZone(recurring?.zone ?? '');
  return days && from && until && zone && { kind: 'recurring', on: days.on, from, until, zone };
}

/** `Closing the month` is `closing-the-month`, and the second one `closing-the-month-2`. */
function nameFor(title: string, taken: readonly string[]): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const name = plain.slice(0, 56) || 'window';
  if (!taken.includes(name)) return name;
  for (let nth = 2; ; nth++) if (!taken.includes(`${name}-${nth}`)) return `${name}-${nth}`;
}

type Days = NonNullable<CalendarEntry['recurring']>['days'];
type DayChoice = {
  readonly value: string;
  readonly label: string;
  readonly wire: Days;
  readonly on: RecurringDays;
};

function weekdays(
  value: string,
  label: string,
  days: readonly (typeof WEEKDAYS)[number][],
): DayChoice {
  return {
    ...{ value, label },
    wire: { weekdays: [...days] },
    on: { kind: 'weekdays', weekdays: days },
  };
}

function bankingDays(which: 'every' | 'first' | 'last', label: string): DayChoice {
  const said = { which, currency: 'EUR' };
  const on = { kind: 'banking-days', ...said } as const;
  return { value: `banking-${which}`, label, wire: { bankingDays: said }, on };
}

const NAMES = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

export const DAY_CHOICES: readonly DayChoice[] = [
  weekdays('weekdays', 'Weekdays', WEEKDAYS.slice(0, 5)),
  weekdays('daily', 'Every day', WEEKDAYS),
  weekdays('weekends', 'Weekends', WEEKDAYS.slice(5)),
  ...WEEKDAYS.map((day, index) => weekdays(day, NAMES[index] ?? day, [day])),
  bankingDays('last', 'The last banking day of the month (EUR)'),
  bankingDays('first', 'The first banking day of the month (EUR)'),
  bankingDays('every', 'Every banking day (EUR)'),
];

const YEAR_MS = 366 * 86_400_000;

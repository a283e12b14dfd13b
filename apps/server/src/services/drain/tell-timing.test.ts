import type { CalendarEntry } from '@kontor/contracts';
import { expect, test } from 'vitest';
import { tellTiming } from './tell-timing.ts';
import { toTiming } from './to-timing.ts';

const entry = { entry: 'one', kind: 'freeze', title: 'One' } as const;
type Recurring = NonNullable<CalendarEntry['recurring']>;
const hours = { from: '22:00', until: '23:00', zone: 'Europe/Berlin' };

function told(rest: Partial<CalendarEntry>): string {
  const outcome = toTiming({ ...entry, ...rest });
  return outcome.kind === 'timing'
    ? tellTiming(outcome.timing)
    : `${outcome.defect.code} at ${outcome.defect.at}`;
}

const recurring = (days: Recurring['days'], rest: Partial<Recurring> = {}) => ({
  recurring: { ...hours, days, ...rest },
});

test.each<[string, Partial<CalendarEntry>]>([
  [
    'Weekdays from 22:00 to 23:00 (Europe/Berlin).',
    recurring({ weekdays: ['fri', 'mon', 'tue', 'wed', 'thu'] }),
  ],
  [
    'Saturdays and Sundays from 22:00 to 23:00 (Europe/Berlin).'.replace(
      'Saturdays and Sundays',
      'Weekends',
    ),
    recurring({ weekdays: ['sat', 'sun'] }),
  ],
  [
    'Mondays, Wednesdays and Fridays from 22:00 to 02:00 of the next day (UTC).',
    recurring({ weekdays: ['mon', 'wed', 'fri'] }, { until: '02:00', zone: 'UTC' }),
  ],
  [
    'On the last banking day of each month (EUR) from 22:00 to 23:00 (Europe/Berlin).',
    recurring({ bankingDays: { which: 'last', currency: 'EUR' } }),
  ],
  ['On day 15 of each month from 22:00 to 23:00 (Europe/Berlin).', recurring({ dayOfMonth: 15 })],
  [
    'Once, from 2026-03-31 16:00 to 2026-03-31 18:30 (UTC).',
    { once: { from: '2026-03-31T18:00:00+02:00', until: '2026-03-31T18:30:00Z' } },
  ],
])('“%s”', (sentence, rest) => {
  expect(told(rest)).toBe(sentence);
});

test.each<[string, Partial<CalendarEntry>]>([
  ['timing_unclear at ', {}],
  ['timing_unclear at ', { once: { from: 'x', until: 'x' }, ...recurring({ dayOfMonth: 1 }) }],
  ['days_unclear at /recurring/days', recurring({})],
  ['days_unclear at /recurring/days', recurring({ dayOfMonth: 1, weekdays: ['mon'] })],
  ['no_such_zone at /recurring/zone', recurring({ dayOfMonth: 1 }, { zone: 'Mars/Olympus' })],
  [
    'ends_too_early at /once/until',
    { once: { from: '2026-03-31T18:00:00Z', until: '2026-03-31T18:00:00Z' } },
  ],
  [
    'too_long at /once/until',
    { once: { from: '2026-03-31T18:00:00Z', until: '2026-06-30T18:00:00Z' } },
  ],
])('%s is refused', (sentence, rest) => {
  expect(told(rest)).toBe(sentence);
});

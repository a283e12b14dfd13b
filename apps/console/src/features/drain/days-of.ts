/** The next two weeks with their windows, cut at midnight where the person is. Pure. */

import type { CalendarWindow } from '@kontor/contracts';
import {
  instantOf,
  parseInstant,
  plusDays,
  present,
  toEpochMs,
  weekdayOf,
  zonedTimeAt,
  type BankingDay,
  type Instant,
  type TimeOfDay,
  type TimeZone,
} from '@kontor/kernel';
import { ownZone } from '../../lib/local-time.ts';
import type { DayBar } from '../../ui/index.ts';

export function daysOf(
  windows: readonly CalendarWindow[],
  asOf: string,
  zone: TimeZone = ownZone(),
): readonly DayBar[] {
  const today = zonedTimeAt(moment(asOf), zone).day;
  return Array.from({ length: DAYS }, (_, index) => {
    const day = plusDays(today, index);
    const begins = toEpochMs(midnight(day, zone));
    const ends = toEpochMs(midnight(plusDays(day, 1), zone));
    const share = (at: string) =>
      Math.min(1, Math.max(0, (toEpochMs(moment(at)) - begins) / (ends - begins)));
    return {
      day,
      label: `${WEEKDAYS[weekdayOf(day)]} ${Number.parseInt(day.slice(8), 10)}`,
      isToday: index === 0,
      blocks: windows
        .filter(({ from, until }) => share(until) > 0 && share(from) < 1)
        .map(({ entry, kind, title, from, until }) => ({
          ...{ id: `${entry} ${from}`, kind, title, from, until },
          ...{ begins: share(from), ends: share(until) },
        })),
    };
  });
}

export function shareOfToday(asOf: string, zone: TimeZone = ownZone()): number {
  const { time } = zonedTimeAt(moment(asOf), zone);
  const [hour = '0', minute = '0'] = time.split(':');
  return (Number.parseInt(hour, 10) * 60 + Number.parseInt(minute, 10)) / 1_440;
}

function midnight(day: BankingDay, zone: TimeZone): Instant {
  return instantOf({ day, time: '00:00' as TimeOfDay, zone });
}

function moment(at: string): Instant {
  return present(parseInstant(at), 'the platform writes moments that exist');
}

const DAYS = 14;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

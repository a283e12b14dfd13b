/** Moments as the fields of a form hold them, and back: `2026-03-31T18:00`, where the person is. */

import {
  instantOf,
  parseBankingDay,
  parseTimeOfDay,
  parseTimeZone,
  zonedTimeAt,
} from '@kontor/kernel';
import { parseInstant, type Instant, type TimeZone } from '@kontor/kernel';

/** Undefined while it is not a whole moment. */
export function fromLocalField(text: string, zone = ownZone()): Instant | undefined {
  const [date = '', clock = ''] = text.split('T');
  const day = parseBankingDay(date);
  const time = parseTimeOfDay(clock.slice(0, 5));
  return day && time && instantOf({ day, time, zone });
}

export function toLocalField(at: string, zone = ownZone()): string {
  const instant = parseInstant(at);
  if (!instant) return '';
  const { day, time } = zonedTimeAt(instant, zone);
  return `${day}T${time}`;
}

/** The zone that the person's computer is set to. */
export function ownZone(): TimeZone {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return parseTimeZone(timeZone) ?? ('UTC' as TimeZone);
}

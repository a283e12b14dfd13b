/** When something is planned, as people say it. */

import {
  unreachable,
  WEEKDAYS,
  type CalendarTiming,
  type RecurringDays,
  type Weekday,
} from '@kontor/kernel';

export function tellTiming(timing: CalendarTiming): string {
  if (timing.kind === 'once') {
    return `Once, from ${tellMoment(timing.from)} to ${tellMoment(timing.until)} (UTC).`;
  }
  const { on, from, until, zone } = timing;
  const nextDay = until > from ? '' : ' of the next day';
  return `${tellDays(on)} from ${from} to ${until}${nextDay} (${zone}).`;
}

function tellDays(on: RecurringDays): string {
  switch (on.kind) {
    case 'weekdays':
      return tellWeekdays(WEEKDAYS.filter((day) => on.weekdays.includes(day)));
    case 'banking-days':
      return on.which === 'every'
        ? `On banking days (${on.currency})`
        : `On the ${on.which} banking day of each month (${on.currency})`;
    case 'day-of-month':
      return `On day ${on.day} of each month`;
    default:
      return unreachable(on);
  }
}

function tellWeekdays(days: readonly Weekday[]): string {
  const key = days.join(' ');
  const names = days.map((day) => NAMES[day]);
  if (key === WEEKDAYS.join(' ')) return 'Every day';
  if (key === WEEKDAYS.slice(0, 5).join(' ')) return 'Weekdays';
  if (key === WEEKDAYS.slice(5).join(' ')) return 'Weekends';
  return names.length === 1
    ? `${names[0]}`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `2026-03-31 18:00`: to the minute, for nobody plans seconds. */
function tellMoment(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

const NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Mondays',
  tue: 'Tuesdays',
  wed: 'Wednesdays',
  thu: 'Thursdays',
  fri: 'Fridays',
  sat: 'Saturdays',
  sun: 'Sundays',
};

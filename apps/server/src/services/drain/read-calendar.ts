/** The calendar of a connection, with the windows of the next weeks. */

import type { ConnectionCalendar } from '@kontor/contracts';
import type { CalendarTiming, RecurringDays } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { tellTiming } from './tell-timing.ts';

/** Undefined when there is no such connection. */
export async function readCalendar(
  db: Queryable,
  name: string,
): Promise<ConnectionCalendar | undefined> {
  const { rows } = await db.query<CalendarRow>({
    name: 'read_calendar',
    text: READ_CALENDAR,
    values: [name],
  });
  const [row] = rows;
  if (!row) return undefined;
  return {
    connection: name,
    version: row.calendar_version,
    entries: (row.entries ?? []).map(({ timing, ...entry }) => ({
      ...entry,
      ...toWire(timing),
      sentence: tellTiming(timing),
    })),
    windows: [...(row.windows ?? [])],
  };
}

export function toWire(
  timing: CalendarTiming,
): Pick<ConnectionCalendar['entries'][number], 'once' | 'recurring'> {
  if (timing.kind === 'once') return { once: { from: timing.from, until: timing.until } };
  const { on, from, until, zone } = timing;
  return { recurring: { days: daysOf(on), from, until, zone } };
}

function daysOf(
  on: RecurringDays,
): NonNullable<ConnectionCalendar['entries'][number]['recurring']>['days'] {
  switch (on.kind) {
    case 'weekdays':
      return { weekdays: [...on.weekdays] };
    case 'banking-days':
      return { bankingDays: { which: on.which, currency: on.currency } };
    case 'day-of-month':
      return { dayOfMonth: on.day };
  }
}

const READ_CALENDAR = `
  select calendar_version,
         (select jsonb_agg(jsonb_build_object(
                   'entry', entry, 'kind', kind, 'title', title, 'timing', timing,
                   'by', coalesce(name_of(added_by), added_by), 'reason', reason,
                   'at', to_char(added_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                 order by kind, title, entry)
          from calendar_entry where calendar_entry.connection = connection.name) as entries,
         (select jsonb_agg(jsonb_build_object(
                   'entry', entry, 'kind', kind, 'title', title,
                   'from', to_char(from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                   'until', to_char(until_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                 order by from_at, entry)
          from (
            select entry, kind, title, from_at, until_at
            from calendar_window join calendar_entry using (connection, entry)
            where calendar_window.connection = connection.name
              and until_at > now() and from_at < now() + interval '28 days'
            order by from_at
            limit 500
          ) as coming) as windows
  from connection
  where name = $1
`;

type CalendarRow = {
  readonly calendar_version: number;
  readonly entries:
    | readonly (Omit<ConnectionCalendar['entries'][number], 'once' | 'recurring' | 'sentence'> & {
        readonly timing: CalendarTiming;
      })[]
    | null;
  readonly windows: readonly ConnectionCalendar['windows'][number][] | null;
};

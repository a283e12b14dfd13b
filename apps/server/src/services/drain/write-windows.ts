/**
 * Works out the windows of a connection's calendar for the next year and writes them where the
 * lease reads them. Done when the calendar changes and once an hour, so that the year never ends
 * and new rules about time zones are followed.
 */

import { plusMs, windowsOf, type CalendarTiming, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export async function writeWindows(db: Queryable, connection: string, now: Instant): Promise<void> {
  const { rows } = await db.query<{ entry: string; timing: CalendarTiming }>({
    name: 'read_timings',
    text: 'select entry, timing from calendar_entry where connection = $1',
    values: [connection],
  });
  const span = { from: now, to: plusMs(now, HORIZON_MS) };
  const windows = rows.flatMap(({ entry, timing }) =>
    windowsOf(timing, span).map(({ from, until }) => ({ entry, from_at: from, until_at: until })),
  );
  await db.query({
    name: 'replace_windows',
    text: REPLACE_WINDOWS,
    values: [connection, JSON.stringify(windows)],
  });
}

// One statement: no lease sees a calendar without its windows. What stays is not written again.
const REPLACE_WINDOWS = `
  with planned as (
    select * from jsonb_to_recordset($2::jsonb) as planned
      (entry text, from_at timestamptz, until_at timestamptz)
  ), removed as (
    delete from calendar_window
    where connection = $1
      and not exists (
        select from planned
        where planned.entry = calendar_window.entry and planned.from_at = calendar_window.from_at)
  )
  insert into calendar_window (connection, entry, from_at, until_at)
  select $1, entry, from_at, until_at from planned
  on conflict (connection, from_at, entry) do update set until_at = excluded.until_at
    where calendar_window.until_at <> excluded.until_at
`;

/** Further than any forecast reaches. */
const HORIZON_MS = 400 * 86_400_000;

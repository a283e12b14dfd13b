/**
 * Change the calendar of a connection: what is sent is the calendar, as long as nobody was quicker.
 * The windows are written in the same database transaction, and the queues of this process obey
 * before the answer is given.
 */

import type { CalendarEntry, ConnectionCalendar } from '@kontor/contracts';
import { present, type CalendarTiming, type Defect } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type { CalendarChange } from '../../gateway/drain-services.ts';
import type { Overtaken } from '../../gateway/operations-services.ts';
import type { Absent, Call, Found, Unacceptable } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { DrainContext } from './drain-service.ts';
import { lastChange } from './last-change.ts';
import { lockConnection } from './lock-connection.ts';
import { readCalendar } from './read-calendar.ts';
import { toTiming } from './to-timing.ts';
import { writeWindows } from './write-windows.ts';

type Outcome = Found<ConnectionCalendar> | Absent | Overtaken | Unacceptable;

export async function changeCalendar(
  context: DrainContext,
  call: Call,
  change: CalendarChange,
): Promise<Outcome> {
  const { timings, errors } = timingsOf(change.entries);
  if (errors.length > 0) return { kind: 'unacceptable', errors };
  const outcome = await inTransaction(context.pool, (db) =>
    changeInside(db, context, { call, change, timings }),
  );
  if (outcome.kind === 'found') await context.obeySettings();
  return outcome;
}

type Change = {
  readonly call: Call;
  readonly change: CalendarChange;
  readonly timings: readonly CalendarTiming[];
};

async function changeInside(
  db: Queryable,
  { clock }: DrainContext,
  { call, change, timings }: Change,
): Promise<Outcome> {
  const { name, reason, version } = change;
  await lockConnection(db, name);
  const before = await readCalendar(db, name);
  if (!before) return { kind: 'absent' };
  if (before.version !== version) {
    const verbs = { [ACTION]: 'changed the calendar' };
    return { kind: 'stale', detail: await lastChange(db, { kind: 'connection', id: name, verbs }) };
  }
  const rows = change.entries.map(({ entry, kind, title }, index) => ({
    ...{ entry, kind, title, timing: timings[index] },
  }));
  await db.query({
    name: 'replace_calendar',
    text: REPLACE_CALENDAR,
    values: [name, JSON.stringify(rows), call.actor.subject, reason],
  });
  await db.query({ name: 'raise_calendar', text: RAISE_CALENDAR, values: [name] });
  await writeWindows(db, name, clock.now());
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: ACTION,
    subject: { kind: 'connection', id: name },
    reason,
    detail: { before: before.entries.map(withoutProvenance), after: change.entries },
    correlationId: call.correlationId,
  });
  return { kind: 'found', value: present(await readCalendar(db, name), 'it is locked') };
}

function timingsOf(entries: readonly CalendarEntry[]) {
  const timings: CalendarTiming[] = [];
  const errors: Defect[] = [];
  entries.forEach((entry, index) => {
    const outcome = toTiming(entry);
    if (outcome.kind === 'timing') timings.push(outcome.timing);
    else errors.push({ ...outcome.defect, at: `/entries/${index}${outcome.defect.at}` });
    if (entries.findIndex((other) => other.entry === entry.entry) < index) {
      const detail = 'Another entry has this name.';
      errors.push({ at: `/entries/${index}/entry`, code: 'name_taken', detail });
    }
  });
  return { timings, errors };
}

function withoutProvenance({
  sentence: _sentence,
  by: _by,
  at: _at,
  reason: _reason,
  ...entry
}: ConnectionCalendar['entries'][number]): CalendarEntry {
  return entry;
}

const ACTION = 'connection.calendar_changed';
const RAISE_CALENDAR = `
  update connection set calendar_version = calendar_version + 1 where name = $1
`;
// Who added an entry, and why, stays with it as long as it says the same.
const REPLACE_CALENDAR = `
  with wanted as (
    select * from jsonb_to_recordset($2::jsonb) as wanted
      (entry text, kind text, title text, timing jsonb)
  ), removed as (
    delete from calendar_entry
    where connection = $1 and entry not in (select entry from wanted)
  )
  insert into calendar_entry (connection, entry, kind, title, timing, added_by, reason)
  select $1, entry, kind, title, timing, $3, $4 from wanted
  on conflict (connection, entry) do update set
    kind = excluded.kind, title = excluded.title, timing = excluded.timing,
    added_by = excluded.added_by, added_at = now(), reason = excluded.reason
  where (calendar_entry.kind, calendar_entry.title, calendar_entry.timing)
    is distinct from (excluded.kind, excluded.title, excluded.timing)
`;

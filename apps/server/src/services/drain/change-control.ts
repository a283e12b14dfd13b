/**
 * Pause a process, resume it, or say how urgent it is: everywhere, or at one connection. Asking for
 * what is so already changes nothing and leaves no second audit entry.
 */

import type { ProcessControl } from '@kontor/contracts';
import { parseInstant, present } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type { ProcessChange } from '../../gateway/drain-services.ts';
import type { Overtaken } from '../../gateway/operations-services.ts';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { DrainContext } from './drain-service.ts';
import { lastChange } from './last-change.ts';
import { EVERYWHERE, fromControlRow, SELECT_CONTROL, type ControlRow } from './read-controls.ts';

export type ControlChange = ProcessChange &
  (
    | { readonly kind: 'pause'; readonly until?: string | undefined }
    | { readonly kind: 'resume' }
    | { readonly kind: 'priority'; readonly priority: ProcessControl['priority'] | undefined }
  );

export async function changeControl(
  context: DrainContext,
  call: Call,
  change: ControlChange,
): Promise<Found<ProcessControl> | Absent | Overtaken> {
  const { pool, catalogue } = context;
  const { process } = change;
  if (!catalogue.all.some(({ name }) => name === process)) return { kind: 'absent' };
  const { title } = catalogue.latest(process);
  const outcome = await inTransaction(pool, (db) => changeInside(db, call, { ...change, title }));
  if (outcome.kind === 'found') await context.obeySettings();
  return outcome;
}

type Change = ControlChange & { readonly title: string };

async function changeInside(
  db: Queryable,
  call: Call,
  change: Change,
): Promise<Found<ProcessControl> | Absent | Overtaken> {
  const { process, connection, reason, version, title } = change;
  const place = [process, connection ?? EVERYWHERE] as const;
  if (connection !== undefined && !(await isConnection(db, connection))) return { kind: 'absent' };
  await db.query({ name: 'begin_control', text: BEGIN_CONTROL, values: [...place] });
  const before = await readControl(db, place);
  if (version !== undefined && version !== before.version) {
    return { kind: 'stale', detail: await lastChange(db, changesOf(process)) };
  }
  const { rowCount } = await updateControl(db, place, { call, change });
  if (rowCount === 1) {
    await writeAuditEntry(db, {
      actor: call.actor.subject,
      action: ACTIONS[change.kind],
      subject: { kind: 'process', id: process },
      reason,
      detail: detailOf(change, before),
      correlationId: call.correlationId,
    });
  }
  return { kind: 'found', value: fromControlRow(await readControl(db, place), title) };
}

type Place = readonly [process: string, connection: string];

function updateControl(
  db: Queryable,
  place: Place,
  { call, change }: { readonly call: Call; readonly change: Change },
) {
  switch (change.kind) {
    case 'pause': {
      const until = change.until === undefined ? null : (parseInstant(change.until) ?? null);
      const values = [...place, change.reason, call.actor.subject, until];
      return db.query({ name: 'pause_process', text: PAUSE_PROCESS, values });
    }
    case 'resume':
      return db.query({ name: 'resume_process', text: RESUME_PROCESS, values: [...place] });
    case 'priority': {
      const values = [...place, change.priority ?? null];
      return db.query({ name: 'set_process_priority', text: SET_PRIORITY, values });
    }
  }
}

function detailOf(change: Change, before: ControlRow) {
  const where = change.connection === undefined ? {} : { connection: change.connection };
  switch (change.kind) {
    case 'pause':
      return { ...where, ...(change.until !== undefined && { until: change.until }) };
    case 'resume':
      return where;
    case 'priority':
      return { ...where, before: before.priority, after: change.priority ?? null };
  }
}

async function isConnection(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'is_connection',
    text: 'select 1 from connection where name = $1',
    values: [name],
  });
  return rowCount === 1;
}

async function readControl(db: Queryable, place: Place): Promise<ControlRow> {
  const { rows } = await db.query<ControlRow>({
    name: 'read_control',
    text: READ_CONTROL,
    values: [...place],
  });
  return present(rows[0], 'it was begun');
}

export function changesOf(process: string) {
  return {
    kind: 'process',
    id: process,
    verbs: {
      [ACTIONS.pause]: 'paused it',
      [ACTIONS.resume]: 'resumed it',
      [ACTIONS.priority]: 'changed its priority',
    },
  };
}

const ACTIONS = {
  pause: 'process.paused',
  resume: 'process.resumed',
  priority: 'process.priority_changed',
} as const;

// The row is locked from here on: two people who decide at once come one after the other.
const BEGIN_CONTROL = `
  insert into process_control as control (process, connection) values ($1, $2)
  on conflict (process, connection) do update set version = control.version
`;
const READ_CONTROL = `${SELECT_CONTROL} where process = $1 and connection = $2`;
const PAUSE_PROCESS = `
  update process_control
  set paused_reason = $3, paused_by = $4, paused_at = now(), paused_until = $5::timestamptz,
      version = version + 1
  where process = $1 and connection = $2
    and (paused_reason is null or paused_until is distinct from $5::timestamptz)
`;
const RESUME_PROCESS = `
  update process_control
  set paused_reason = null, paused_by = null, paused_at = null, paused_until = null,
      version = version + 1
  where process = $1 and connection = $2 and paused_reason is not null
`;
const SET_PRIORITY = `
  update process_control
  set priority = $3, version = version + 1
  where process = $1 and connection = $2 and priority is distinct from $3
`;

import { ConnectionCalendar, ProcessControl, type CalendarEntry } from '@kontor/contracts';
import { plusMs, systemClock, type Weekday } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeEach, expect, test } from 'vitest';
import { endPauses } from '../../duties/end-pauses.ts';
import { planWindows } from '../../duties/plan-windows.ts';
import { readQueueSettings } from '../../queues/read-queue-settings.ts';
import { callBy, openOffice } from '../testing/office.ts';
import { drainService } from './drain-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const omar = callBy('omar');
let obeyed = 0;
const service = drainService({
  pool,
  clock: systemClock,
  catalogue: office.catalogue,
  obeySettings: async () => void (obeyed += 1),
});

const HOURS = {
  days: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] as Weekday[] },
  ...{ from: '22:00', until: '23:00', zone: 'Europe/Berlin' },
};
const NIGHTLY: CalendarEntry = {
  entry: 'nightly',
  kind: 'maintenance',
  title: 'Nightly backup',
  recurring: HOURS,
};

function onceFor(ms: number): CalendarEntry {
  const from = plusMs(systemClock.now(), -1_000);
  const once = { from, until: plusMs(from, 1_000 + ms) };
  return { entry: 'now', kind: 'freeze', title: 'Closing the books', once };
}

beforeEach(async () => {
  await pool.query('truncate process_control, calendar_entry, calendar_window, connection cascade');
  await pool.query(`insert into connection (name, connector) values
    ('ledger', 'sap-s4hana'), ('crm', 'salesforce')`);
});

test('a calendar is kept with who and why, and its windows are worked out', async () => {
  const change = { name: 'ledger', entries: [NIGHTLY], reason: 'SAP is backed up.', version: 1 };
  const outcome = await service.changeCalendar(omar, change);
  if (outcome.kind !== 'found') throw new TypeError(outcome.kind);
  expect([...Value.Errors(ConnectionCalendar, outcome.value)]).toEqual([]);
  expect(outcome.value).toMatchObject({
    version: 2,
    entries: [
      {
        ...NIGHTLY,
        by: 'omar',
        reason: 'SAP is backed up.',
        sentence: 'Weekdays from 22:00 to 23:00 (Europe/Berlin).',
      },
    ],
  });
  expect(outcome.value.windows.length).toBeGreaterThanOrEqual(19);
  const { rows } = await pool.query(`select count(*)::integer from calendar_window`);
  expect(rows[0]).toEqual({ count: expect.any(Number) });
  expect(obeyed).toBeGreaterThan(0);
});

test('whoever saw an older calendar learns who was quicker, and changes nothing', async () => {
  const change = { name: 'ledger', entries: [NIGHTLY], reason: 'SAP is backed up.', version: 1 };
  await service.changeCalendar(omar, change);
  expect(await service.changeCalendar(callBy('ana'), { ...change, entries: [] })).toMatchObject({
    kind: 'stale',
    detail: expect.stringMatching(/^omar changed the calendar at 2.*: SAP is backed up\.$/),
  });
  expect(await service.readCalendar(omar, 'ledger')).toMatchObject({ value: { version: 2 } });
});

test('an entry that stays keeps who added it; what is left out is gone; the trail has both', async () => {
  await service.changeCalendar(omar, {
    ...{ name: 'ledger', entries: [NIGHTLY], reason: 'SAP is backed up.', version: 1 },
  });
  const [once] = [onceFor(60_000)];
  await service.changeCalendar(callBy('ana'), {
    ...{ name: 'ledger', entries: [NIGHTLY, once], reason: 'We close.', version: 2 },
  });
  expect(await service.readCalendar(omar, 'ledger')).toMatchObject({
    value: {
      entries: [
        { entry: 'now', by: 'ana', reason: 'We close.' },
        { entry: 'nightly', by: 'omar', reason: 'SAP is backed up.' },
      ],
    },
  });
  const gone = { name: 'ledger', entries: [], reason: 'We closed.', version: 3 };
  expect(await service.changeCalendar(omar, gone)).toMatchObject({
    value: { entries: [], windows: [] },
  });
  const { rows } = await pool.query(
    `select actor, reason, jsonb_array_length(detail -> 'before') as before,
            jsonb_array_length(detail -> 'after') as after
     from audit_entry where action = 'connection.calendar_changed' order by sequence desc limit 3`,
  );
  expect(rows).toEqual([
    { actor: 'omar', reason: 'We closed.', before: 2, after: 0 },
    { actor: 'ana', reason: 'We close.', before: 1, after: 2 },
    { actor: 'omar', reason: 'SAP is backed up.', before: 0, after: 1 },
  ]);
});

test('what cannot be a calendar is refused with the place that is wrong', async () => {
  const bad = { ...NIGHTLY, recurring: { ...HOURS, zone: 'Mars/Olympus' } };
  const change = { name: 'ledger', entries: [NIGHTLY, bad], reason: 'x', version: 1 };
  expect(await service.changeCalendar(omar, change)).toMatchObject({
    kind: 'unacceptable',
    errors: [
      { at: '/entries/1/recurring/zone', code: 'no_such_zone' },
      { at: '/entries/1/entry', code: 'name_taken' },
    ],
  });
  expect(await service.changeCalendar(omar, { ...change, name: 'nobody', entries: [] })).toEqual({
    kind: 'absent',
  });
});

test('in a window nothing is leased, and the queue is told why; work planned anew changes nothing', async () => {
  await office.accept();
  const entries = [onceFor(60_000), NIGHTLY];
  await service.changeCalendar(omar, { name: 'ledger', entries, reason: 'We close.', version: 1 });
  const before = await pool.query('select * from calendar_window order by from_at');
  await planWindows(pool, systemClock)();
  const after = await pool.query('select * from calendar_window order by from_at');
  expect(after.rows).toEqual(before.rows);
  const lease = { connection: 'ledger', lanesMax: 8, headsMax: 1, leaseMs: 60_000 };
  expect(await office.store.leaseLanes(lease)).toEqual([]);
  const settings = new Map(await readQueueSettings(pool));
  expect(settings.get('ledger')).toMatchObject({ pausedReason: 'Closing the books' });
  expect(settings.get('crm')).not.toHaveProperty('pausedReason');
  await service.changeCalendar(omar, { name: 'ledger', entries: [], reason: 'Done.', version: 2 });
  expect(await office.store.leaseLanes(lease)).toHaveLength(1);
});

const INVOICES = 'create-customer-invoice';

test('processes are listed with what was decided, and what is usual', async () => {
  await service.setPriority(omar, { process: INVOICES, priority: 'bulk', reason: 'Later.' });
  const here = { process: INVOICES, connection: 'ledger', priority: 'urgent' } as const;
  await service.setPriority(omar, { ...here, reason: 'Not there.' });
  const controls = await service.listControls(omar);
  for (const control of controls) expect([...Value.Errors(ProcessControl, control)]).toEqual([]);
  expect(controls).toMatchObject([
    { process: 'apply-customer-payment', priority: 'normal', version: 1 },
    { process: INVOICES, priority: 'bulk', version: 2 },
    { process: INVOICES, connection: 'ledger', priority: 'urgent', version: 2 },
    { process: 'send-payment-batch', priority: 'normal', version: 1 },
  ]);
});

test('a process is paused once, with who and why, until it is resumed', async () => {
  const pause = { process: INVOICES, reason: 'Tax codes are checked.' };
  expect(await service.pauseProcess(omar, pause)).toMatchObject({
    value: { paused: { by: 'omar', reason: pause.reason }, version: 2 },
  });
  await service.pauseProcess(callBy('ana'), pause);
  expect(new Map(await readQueueSettings(pool)).get('crm')).toMatchObject({
    pausedProcesses: new Set([INVOICES]),
  });
  const late = { process: INVOICES, reason: 'I saw it running.', version: 1 };
  expect(await service.resumeProcess(callBy('ana'), late)).toMatchObject({
    kind: 'stale',
    detail: expect.stringMatching(/^omar paused it at .*: Tax codes are checked\.$/),
  });
  const resumed = await service.resumeProcess(omar, { ...late, version: 2 });
  expect(resumed).toMatchObject({ value: { version: 3 } });
  expect(resumed).not.toHaveProperty('value.paused');
  const { rows } = await pool.query(
    `select actor, action from audit_entry where subject_kind = 'process' and subject_id = $1
     order by sequence desc limit 2`,
    [INVOICES],
  );
  expect(rows).toEqual([
    { actor: 'omar', action: 'process.resumed' },
    { actor: 'omar', action: 'process.paused' },
  ]);
});

test('a pause with an end is over by itself, and the trail says so', async () => {
  const until = plusMs(systemClock.now(), 300);
  await service.pauseProcess(omar, { process: INVOICES, reason: 'For a moment.', until });
  const over = { process: INVOICES, reason: 'x', until: '2020-01-01T00:00:00Z' };
  expect(await service.pauseProcess(omar, over)).toMatchObject({ kind: 'impossible' });
  await new Promise((resolve) => setTimeout(resolve, 400));
  const [, control] = await service.listControls(omar);
  expect(control).not.toHaveProperty('paused');
  await endPauses(pool)();
  await endPauses(pool)();
  const { rows } = await pool.query(
    `select actor, action, reason from audit_entry where subject_kind = 'process'
     order by sequence desc limit 2`,
  );
  expect(rows).toEqual([
    { actor: 'engine', action: 'process.resumed', reason: 'Its time was over.' },
    { actor: 'omar', action: 'process.paused', reason: 'For a moment.' },
  ]);
});

test('what is no process, or no connection, is absent', async () => {
  const reason = 'x';
  expect(await service.pauseProcess(omar, { process: 'write-poems', reason })).toEqual({
    kind: 'absent',
  });
  expect(
    await service.setPriority(omar, { process: INVOICES, connection: 'nobody', reason }),
  ).toEqual({ kind: 'absent' });
});

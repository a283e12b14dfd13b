import { ConnectionDrain, ProcessDrain } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { plusMs, present, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeEach, expect, test } from 'vitest';
import { drainService } from '../../drain/drain-service.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { connectionsContext } from '../connections/connections-service.ts';
import { consoleDrainService, drainReading } from './console-drain-service.ts';
import { readProcessDrain } from './read-process-drain.ts';
import { readConsoleLanes } from '../connections/read-console-lanes.ts';
import { whereState } from '../transactions/rows/state-of-row.ts';
import { READ_WORK } from './read-work.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const { catalogue } = office;
const omar = callBy('omar');
const INVOICES = 'create-customer-invoice';
const RESTING: QueueView = {
  ...{ breaker: 'closed', lanesUnderWay: 0, finishedPerSecond: 0, failures: 0, budget: {} },
  counts: { finished: 0, tried: 0, failing: 0 },
};
let view: QueueView = RESTING;
const decide = drainService({
  ...{ pool, clock: systemClock, catalogue },
  obeySettings: async () => {},
});

/** A reading of its own, because one is shared for a while. */
function reading() {
  const context = connectionsContext({
    ...{ pool, clock: systemClock },
    inspect: (name) => (name === 'ledger' ? view : undefined),
    titleOf: (name) => (name === 'ledger' ? 'SAP of the group' : undefined),
    credentialsExpireOn: () => undefined,
    isSimulated: () => false,
  });
  return { context, drains: drainReading(context, catalogue) };
}

async function drainNow(who = omar): Promise<ConnectionDrain> {
  const { context, drains } = reading();
  const outcome = await consoleDrainService(context, drains).find(who, 'ledger');
  if (outcome.kind !== 'found') throw new TypeError('it is there');
  expect([...Value.Errors(ConnectionDrain, outcome.value)]).toEqual([]);
  return outcome.value;
}

beforeEach(async () => {
  await pool.query(`
    set session_replication_role = replica;
    truncate lane, delivery, transaction, process_control, calendar_entry, calendar_window,
      connection cascade;
    reset session_replication_role;
    insert into connection (name, connector, rate_per_second) values
      ('ledger', 'sap-s4hana', 25), ('crm', 'salesforce', null)`);
  view = RESTING;
  for (const customer of ['C1', 'C1', 'C2']) await office.accept({ customer });
});

test('while it moves, everything has its end', async () => {
  view = { ...RESTING, finishedPerSecond: 0.5, budget: { perSecond: 25, by: 'settings' } };
  const drain = await drainNow();
  expect(drain.pace.sentence).toBe('0.5 per second of 25 allowed by its settings.');
  expect(drain.forecast).toMatchObject({
    sentence: 'All 3 will be gone in about 6 s.',
    finishesAt: expect.any(String),
    points: [{ waiting: 3 }, { waiting: 0 }],
  });
  expect(drain.processes).toMatchObject([
    { process: INVOICES, waiting: 3, priority: 'normal', sentence: 'Gone in about 6 s.' },
    { process: 'apply-customer-payment', waiting: 0, sentence: 'Nothing waits.' },
    { process: 'send-payment-batch', waiting: 0, sentence: 'Nothing waits.' },
  ]);
  expect(drain.holds).toEqual([]);
});

test('what nobody can know is not told', async () => {
  expect((await drainNow()).forecast.sentence).toBe(
    'Nobody can say: it has delivered nothing in the last hour.',
  );
  view = { ...RESTING, breaker: 'open', budget: { perSecond: 1, by: 'learned' } };
  expect((await drainNow()).forecast).not.toHaveProperty('finishesAt');
  const allowance = { used: 4_999, max: 5_000 };
  view = {
    ...RESTING,
    finishedPerSecond: 1,
    allowance,
    budget: { perSecond: 0.1, by: 'allowance' },
  };
  const { forecast, pace } = await drainNow();
  expect(forecast.sentence).toBe('Nobody can say: more waits than calls are left of the day.');
  expect(pace.sentence).toContain('of the day are used.');
});

test('a freeze stands in the sentence, among the holds and in the forecast', async () => {
  view = { ...RESTING, budget: { perSecond: 1, by: 'settings' } };
  const from = plusMs(systemClock.now(), -60_000);
  const once = { from, until: plusMs(from, 660_000) };
  const entries = [{ entry: 'now', kind: 'freeze', title: 'Closing the books', once } as const];
  await decide.changeCalendar(omar, { name: 'ledger', entries, reason: 'We close.', version: 1 });
  const drain = await drainNow();
  expect(drain.connection).toMatchObject({
    health: 'paused',
    stands: { title: 'Closing the books', until: once.until },
    sentence: expect.stringMatching(
      /^It stands by its calendar: Closing the books\. Nothing is lost/,
    ),
  });
  expect(drain.holds).toMatchObject([
    { what: 'calendar', by: 'omar', reason: 'Closing the books', until: once.until, waiting: 3 },
  ]);
  expect(drain.forecast.sentence).toBe('All 3 will be gone in about 10 min.');
  expect(drain.forecast.points.map(({ waiting }) => waiting)).toEqual([3, 3, 0]);
});

test('windows without a gap between them end with the last', async () => {
  const from = plusMs(systemClock.now(), -60_000);
  const parts = [0, 1, 2].map((part) => ({
    ...{ entry: `part-${part}`, kind: 'freeze' as const, title: `Part ${part}` },
    once: { from: plusMs(from, part * 300_000), until: plusMs(from, (part + 1) * 300_000) },
  }));
  const change = { name: 'ledger', entries: parts, reason: 'In parts.', version: 1 };
  await decide.changeCalendar(omar, change);
  expect((await drainNow()).connection.stands).toEqual({
    title: 'Part 0',
    until: parts.at(-1)?.once.until,
  });
});

test('a paused process and a held lane say who, why and since', async () => {
  view = { ...RESTING, budget: { perSecond: 1, by: 'settings' } };
  await decide.pauseProcess(omar, { process: INVOICES, reason: 'Tax codes are checked.' });
  await pool.query(`update lane set held_reason = 'They called.' where ordering_key = 'DE01/C2'`);
  const drain = await drainNow();
  expect(drain.holds).toMatchObject([
    { what: 'process', whose: 'Create customer invoice', by: 'omar', waiting: 3 },
    { what: 'lane', reason: 'They called.', waiting: 1, lane: expect.any(String) },
  ]);
  expect(drain.forecast.sentence).toBe(
    'Nobody can say: some of it waits until somebody resumes its process. ' +
      '1 more wait in held lanes and are not counted.',
  );
  const [first] = drain.processes;
  expect(first).toMatchObject({ process: INVOICES, sentence: 'Waits until it is resumed.' });
  const others = await drainNow(callBy('greta', { entities: ['FR01'] }));
  expect(others.holds.filter(({ what }) => what === 'lane')).toEqual([]);
});

test('lanes and transactions say why they stand', async () => {
  const lanesNow = () =>
    readConsoleLanes(pool, { connection: 'ledger', legalEntities: ['DE01'], order: 'oldest' });
  expect((await lanesNow()).map(({ stands }) => stands)).toEqual([undefined, undefined]);
  await decide.pauseProcess(omar, { process: INVOICES, reason: 'Tax codes are checked.' });
  const why = 'its process waits, Tax codes are checked.';
  expect((await lanesNow()).map(({ stands }) => stands)).toEqual([why, why]);
  const held = await pool.query<{ count: string }>(
    `select count(*) from transaction where ${whereState('held')
      .map(({ sql }) => sql)
      .join(' and ')}`,
  );
  expect(held.rows).toEqual([{ count: '3' }]);
});

test('the drain of a process is the sum of its places', async () => {
  view = { ...RESTING, budget: { perSecond: 1, by: 'settings' } };
  const here = { process: INVOICES, connection: 'crm', reason: 'Sales can wait.' } as const;
  await decide.setPriority(omar, { ...here, priority: 'bulk' });
  const { drains } = reading();
  const drain = await readProcessDrain(pool, { drains, catalogue, process: INVOICES });
  expect([...Value.Errors(ProcessDrain, drain)]).toEqual([]);
  expect(drain).toMatchObject({
    sentence: '3 deliveries wait.',
    finishesAt: expect.any(String),
    places: [
      { connection: 'crm', priority: 'bulk', waiting: 0 },
      { connection: 'ledger', priority: 'normal', waiting: 3 },
    ],
  });
});

test('what waits is counted by lanes alone', async () => {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${READ_WORK}`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(present(plan, 'a plan')).not.toContain('delivery');
});

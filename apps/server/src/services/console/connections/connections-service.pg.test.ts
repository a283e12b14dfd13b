import { ConnectionDetail, ConnectionLine } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { present, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, expect, test } from 'vitest';
import { sampleConnections } from '../../../duties/sample-connections.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { connectionsContext, connectionsService } from './connections-service.ts';
import { READ_CONNECTION_LINES } from './read-connection-lines.ts';
import { READ_CONSOLE_LANES } from './read-console-lanes.ts';
import { READ_FAILURES } from './read-failures.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const omar = callBy('omar');
const greta = callBy('greta', { entities: ['FR01'] });

const RESTING: QueueView = {
  breaker: 'closed',
  lanesUnderWay: 0,
  finishedPerSecond: 0,
  failures: 0,
  budget: {},
  counts: { finished: 0, tried: 0, failing: 0 },
};
let ledgerView: QueueView = RESTING;

/** A service of its own, because one shares its readings for a while. */
function connectionsNow() {
  return connectionsService(
    connectionsContext({
      pool,
      clock: systemClock,
      inspect: (name) => (name === 'ledger' ? ledgerView : RESTING),
      titleOf: (name) => (name === 'ledger' ? 'SAP' : undefined),
      credentialsExpireOn: (name) => (name === 'crm' ? '2020-01-31' : undefined),
      isSimulated: (name) => name === 'ledger',
    }),
  );
}

beforeAll(async () => {
  await pool.query(`insert into connection (name, connector) values
    ('ledger', 'sap-s4hana'), ('crm', 'salesforce')`);
  for (const customer of ['C1', 'C1', 'C1', 'C2']) await office.accept({ customer });
  await office.accept({ customer: 'C9', legalEntity: 'FR01' });
});

test('what rests says so, what moves says when it will be gone', async () => {
  ledgerView = { ...RESTING, lanesUnderWay: 2, finishedPerSecond: 2.5 };
  const { items, isSandbox } = await connectionsNow().list(omar);
  for (const item of items) expect([...Value.Errors(ConnectionLine, item)]).toEqual([]);
  expect(isSandbox).toBe(true);
  expect(items).toMatchObject([
    { name: 'crm', health: 'well', sentence: 'Nothing waits.', waiting: 0, isSimulated: false },
    {
      name: 'ledger',
      title: 'SAP',
      health: 'well',
      sentence: '5 wait in order; clear in about 2 s.',
      waiting: 5,
      clearAt: expect.any(String),
      isSimulated: true,
    },
  ]);
});

test('an outage says that nothing is lost, and how long it takes once it is over', async () => {
  ledgerView = { ...RESTING, breaker: 'open', failures: 7, triesAgainInMs: 12_000 };
  await pool.query(`insert into connection_sample values
    ('ledger', now() - interval '5 min', 0, 5, 5, 0),
    ('ledger', now() - interval '6 min', 0, 5, 5, 0)`);
  const outcome = await connectionsNow().find(omar, { name: 'ledger' });
  const { connection, breaker, history, worth } = found(outcome);
  expect([...Value.Errors(ConnectionDetail, found(outcome))]).toEqual([]);
  expect(connection).toMatchObject({
    health: 'down',
    sentence: 'Nothing is lost: 5 wait in order. When it is back, SAP gets them in about 10 s.',
    triesAgainAt: expect.any(String),
  });
  expect(connection).not.toHaveProperty('clearAt');
  expect(breaker).toEqual({
    failures: 7,
    sentence:
      'SAP failed 7 times in a row. Kontor leaves it alone, and tries one delivery in 12 s.',
  });
  expect(history.samples.map(({ finished }) => finished)).toEqual([5, 5]);
  expect(worth).toEqual([{ amount: '4760.00', currency: 'EUR' }]);
});

test.each([
  [{ breaker: 'closed', failures: 3 }, 'well', 'SAP failed 3 times in a row; after five'],
  [{ breaker: 'half-open', failures: 5 }, 'down', 'One delivery is let through'],
  [{ breaker: 'open', failures: 5, triesAgainInMs: 500 }, 'down', 'tries one delivery in 1 s.'],
] as const)('the breaker %j is told in words', async (view, health, words) => {
  ledgerView = { ...RESTING, ...view };
  const detail = found(await connectionsNow().find(omar, { name: 'ledger' }));
  expect(detail.connection.health).toBe(health);
  expect(detail.breaker.sentence).toContain(words);
});

test('a pause says who, and what waits meanwhile', async () => {
  ledgerView = RESTING;
  await pool.query(`update connection set paused_reason = 'Patching.' where name = 'ledger'`);
  await pool.query(`insert into audit_entry (actor, action, subject_kind, subject_id, reason)
    values ('omar', 'connection.paused', 'connection', 'ledger', 'Patching.')`);
  const { connection, effects } = found(await connectionsNow().find(omar, { name: 'ledger' }));
  expect(connection).toMatchObject({
    health: 'paused',
    sentence: 'Paused by omar. Nothing is lost: 5 wait in order until it is resumed.',
    paused: { by: 'omar', reason: 'Patching.' },
  });
  expect(effects.resume).toEqual([
    '5 deliveries worth 4\u00A0760.00 EUR wait no longer: ' +
      'they are sent in order, from where it stopped.',
  ]);
  await pool.query(`update connection set paused_reason = null where name = 'ledger'`);
});

test('lanes are shown in the order asked for, of the caller’s companies alone', async () => {
  const { find } = connectionsNow();
  const keysOf = async (lanes: 'oldest' | 'largest' | 'held', call = omar) =>
    found(await find(call, { name: 'ledger', lanes })).lanes.map(({ key, waiting }) => [
      key,
      waiting,
    ]);
  expect(await keysOf('largest')).toEqual([
    ['DE01/C1', 3],
    ['DE01/C2', 1],
  ]);
  expect(await keysOf('held')).toEqual([]);
  expect(await keysOf('oldest', greta)).toEqual([['FR01/C9', 1]]);
  await pool.query(`update lane set held_reason = 'Wait.' where ordering_key = 'DE01/C2'`);
  expect(await keysOf('held')).toEqual([['DE01/C2', 1]]);
  const [oldest] = found(await find(omar, { name: 'ledger' })).lanes;
  expect(oldest).toMatchObject({
    key: 'DE01/C1',
    worth: [{ amount: '3570.00', currency: 'EUR' }],
    head: { number: 'R-1', attempts: 0, isParked: false, isInDoubt: false },
  });
  await pool.query(`update lane set held_reason = null where ordering_key = 'DE01/C2'`);
});

test('failures of one cause are one line, with the document of the last', async () => {
  await office.work('ledger', {
    submit: ['C1 is locked by 4711', 'C1 is locked by 4712'].map((detail) => ({
      kind: 'retryable',
      cause: 'unavailable',
      detail,
    })),
  });
  const { failures } = found(await connectionsNow().find(omar, { name: 'ledger' }));
  expect(failures).toMatchObject([
    { outcome: 'retryable', times: 2, detail: expect.stringContaining('C1 is locked') },
  ]);
  expect(found(await connectionsNow().find(greta, { name: 'ledger' })).failures).toEqual([]);
});

test('credentials say when they expire where somebody knows, and nobody guesses', async () => {
  const { find } = connectionsNow();
  expect(found(await find(omar, { name: 'crm' })).credentials).toEqual({
    expireOn: '2020-01-31',
    sentence: 'They have expired.',
  });
  expect(found(await find(omar, { name: 'ledger' })).credentials.sentence).toMatch(/^Not known/);
  expect(await find(omar, { name: 'nobody' })).toEqual({ kind: 'absent' });
});

test('samples add up what several processes did in the same ten seconds', async () => {
  await pool.query('delete from connection_sample');
  const at = '2026-03-31T08:15:32.000Z';
  const clock = { ...systemClock, now: () => at as ReturnType<typeof systemClock.now> };
  let finished = 3;
  const process = () =>
    sampleConnections({
      pool,
      clock,
      inspect: () => ({ ...RESTING, counts: { finished, tried: 4, failing: 1 } }),
    });
  const [one, two] = [process(), process()];
  expect(await one()).toBe(7_750);
  finished = 5;
  await one();
  await two();
  const { rows } = await pool.query(
    `select sampled_at, finished, tried, failing from connection_sample
     where connection = 'ledger'`,
  );
  const slot = '2026-03-31T08:15:30.000Z';
  expect(rows).toEqual([{ sampled_at: slot, finished: 10, tried: 8, failing: 2 }]);
});

test('twenty thousand lanes and a storm of failures are looked at by their indexes', async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`
      insert into lane (connection, ordering_key, tail_position, ready_at)
      select 'bulk', n::text, 25, now() from generate_series(1, 20000) as n`);
    const planOf = async (sql: string) => {
      const bound = sql
        .replaceAll('$2::text[]', `'{DE01}'::text[]`)
        .replaceAll('$1::text is null or', `'ledger' is null or`)
        .replaceAll('$1', `'ledger'`)
        .replaceAll('limit $3', 'limit 12')
        .replaceAll('$3', `now() - interval '1 hour'`);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${bound}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    await client.query('analyze lane');
    await client.query('set local enable_seqscan = off');
    expect(await planOf(READ_CONNECTION_LINES)).toContain('delivery_parked');
    expect(await planOf(READ_CONNECTION_LINES)).toContain('lane_held');
    expect(await planOf(READ_FAILURES)).toContain('delivery_attempt_before_failed');
    expect(await planOf(READ_CONSOLE_LANES.held)).toContain('lane_held');
    expect(await planOf(READ_CONSOLE_LANES.oldest)).toContain('delivery_lane_id_position_key');
  } finally {
    await client.query('rollback');
    client.release();
  }
});

function found<V>(outcome: { readonly kind: string; readonly value?: V }): V {
  return present(outcome.value, 'it is there');
}

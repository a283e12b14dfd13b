import type { PostedEffect, ReadOutcome } from '@kontor/connector-sdk';
import { Connection, Lane } from '@kontor/contracts';
import { present, systemClock } from '@kontor/kernel';
import { effectReference } from '@kontor/process';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, expect, test } from 'vitest';
import { callBy, openOffice } from '../testing/office.ts';
import { operationsService } from './operations-service.ts';
import { READ_BACKLOG } from './read-backlog.ts';
import { READ_OLDEST_WAITING } from './read-oldest-waiting.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const ana = callBy('ana');
const refreshed: string[] = [];
const WORKING = {
  lanesUnderWay: 1,
  finishedPerSecond: 2,
  budget: {},
  counts: { finished: 0, tried: 0, failing: 0 },
};

/** Each test gets counts of its own: they are shared for a while within one service. */
function operationsNow() {
  return operationsService({
    pool,
    clock: systemClock,
    catalogue: office.catalogue,
    obeySettings: async () => {},
    inspect: (name) =>
      name === 'ledger' ? { ...WORKING, breaker: 'open', failures: 5 } : undefined,
    titleOf: (name) => (name === 'ledger' ? 'SAP of the group' : undefined),
    listPostings: (name) => (name === 'ledger' ? async () => postedPage() : undefined),
    refreshMasterData: (name) => name === 'ledger' && refreshed.push(name) > 0,
  });
}

beforeAll(async () => {
  await pool.query(`insert into connection (name, connector) values
    ('ledger', 'sap-s4hana'), ('crm', 'salesforce')`);
});

test('a connection shows its state, its backlog and when that will be gone', async () => {
  for (const customer of ['C1', 'C1', 'C2']) await office.accept({ customer });
  const connections = await operationsNow().listConnections(ana);
  for (const connection of connections) {
    expect([...Value.Errors(Connection, connection)]).toEqual([]);
  }
  expect(connections).toMatchObject([
    { name: 'crm', waiting: 0, breaker: 'closed', masterData: [] },
    {
      name: 'ledger',
      title: 'SAP of the group',
      state: 'running',
      breaker: 'open',
      waiting: 3,
      oldestWaitingAt: expect.any(String),
      deliveriesPerSecond: 2,
      forecast: { sentence: 'The backlog is gone in 2 s at this pace.' },
      trouble: expect.any(String),
    },
  ]);
});

test('a pause says who, when and why, once, until it is resumed', async () => {
  const operations = operationsNow();
  const change = { name: 'crm', reason: 'Salesforce is being migrated.' };
  const paused = await operations.pauseConnection(ana, change);
  expect(paused).toMatchObject({
    value: { state: 'paused', paused: { by: 'ana', reason: change.reason } },
  });
  await operations.pauseConnection(callBy('ben'), { name: 'crm', reason: 'Another reason.' });
  expect(await operations.findConnection(ana, 'crm')).toEqual(paused);
  const resumed = await operations.resumeConnection(ana, { name: 'crm', reason: 'It is back.' });
  expect(resumed).toMatchObject({ value: { state: 'running' } });
  const { rows } = await pool.query(
    `select action, reason from audit_entry where subject_id = 'crm' order by sequence`,
  );
  expect(rows).toEqual([
    { action: 'connection.paused', reason: 'Salesforce is being migrated.' },
    { action: 'connection.resumed', reason: 'It is back.' },
  ]);
  expect(await operations.pauseConnection(ana, { name: 'nobody', reason: 'x' })).toEqual({
    kind: 'absent',
  });
});

test('whoever saw an older version learns who was quicker, and changes nothing', async () => {
  const operations = operationsNow();
  const [seen] = (await operations.listConnections(ana)).filter(({ name }) => name === 'crm');
  const { version } = present(seen, 'crm is there');
  const greta = callBy('greta');
  const pause = (reason: string) => ({ name: 'crm', reason, version });
  await operations.pauseConnection(greta, pause('Salesforce is slow.'));
  expect(await operations.pauseConnection(ana, pause('I saw it too.'))).toMatchObject({
    kind: 'stale',
    detail: expect.stringMatching(/^greta paused it at 2.*Z: Salesforce is slow\.$/),
  });
  expect(await operations.findConnection(ana, 'crm')).toMatchObject({
    value: { paused: { by: 'greta' }, version: version + 1 },
  });
  await operations.resumeConnection(ana, { name: 'crm', reason: 'x', version: version + 1 });
});

test('master data is read anew where there is any', async () => {
  const operations = operationsNow();
  expect(await operations.refreshMasterData(ana, 'ledger')).toMatchObject({ kind: 'found' });
  expect(await operations.refreshMasterData(ana, 'crm')).toMatchObject({ kind: 'impossible' });
  expect(await operations.refreshMasterData(ana, 'nobody')).toEqual({ kind: 'absent' });
  expect(refreshed).toEqual(['ledger']);
});

test('lanes are listed once each, with what waits; those of other companies are not', async () => {
  await office.accept({ legalEntity: 'FR01', customer: 'C9' });
  const operations = operationsNow();
  const seen: Lane[] = [];
  let after: string | undefined;
  do {
    const request = { size: 1, ...(after !== undefined && { after }) };
    const page = await operations.listLanes(ana, { connection: 'ledger' }, request);
    seen.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  for (const lane of seen) expect([...Value.Errors(Lane, lane)]).toEqual([]);
  expect(seen.map(({ key, waiting }) => [key, waiting])).toEqual([
    ['DE01/C1', 2],
    ['DE01/C2', 1],
  ]);
});

test('a held lane delivers nothing until it is released', async () => {
  const operations = operationsNow();
  const { items } = await operations.listLanes(ana, {}, { size: 10 });
  const { id } = present(
    items.find(({ key }) => key === 'DE01/C2'),
    'C2 has a lane',
  );
  const held = await operations.holdLane(ana, { id, reason: 'The customer asked us to wait.' });
  expect(held).toMatchObject({
    value: { held: { by: 'ana', reason: 'The customer asked us to wait.' } },
  });
  await office.work('ledger');
  const stillHeld = await operations.listLanes(ana, { held: true }, { size: 10 });
  expect(stillHeld.items).toMatchObject([{ id, waiting: 1 }]);
  expect(
    await operations.listLanes(ana, { held: false, connection: 'ledger' }, { size: 10 }),
  ).toEqual({
    items: [],
  });
  const released = await operations.releaseLane(ana, { id, reason: 'They called.' });
  expect(released).toMatchObject({ kind: 'found' });
  expect(await operations.releaseLane(ana, { id, reason: 'Again.' })).toMatchObject({
    kind: 'impossible',
  });
  await office.work('ledger');
  expect((await operations.listLanes(ana, { connection: 'ledger' }, { size: 10 })).items).toEqual(
    [],
  );
});

test('what is no lane, or another company’s, can be neither held nor released', async () => {
  const { rows } = await pool.query<{ lane_id: string }>(
    `select lane_id from lane where ordering_key = 'FR01/C9'`,
  );
  const operations = operationsNow();
  for (const id of [present(rows[0], 'theirs').lane_id, '999', 'sap-main:C1', '9'.repeat(30)]) {
    expect(await operations.holdLane(ana, { id, reason: 'x' })).toEqual({ kind: 'absent' });
    expect(await operations.releaseLane(ana, { id, reason: 'x' })).toEqual({ kind: 'absent' });
  }
});

test('a lane that a parked head holds is released by a decision, not by hand', async () => {
  const { rows } = await pool.query<{ lane_id: string }>(`
    update lane set head_position = 1, held_reason = 'dlv is parked'
    where connection = 'ledger' and ordering_key = 'DE01/C2' returning lane_id`);
  await pool.query(`update delivery set status = 'parked' where lane_id = $1`, [rows[0]?.lane_id]);
  const id = present(rows[0], 'C2 has a lane').lane_id;
  expect(await operationsNow().releaseLane(ana, { id, reason: 'Go on.' })).toMatchObject({
    kind: 'impossible',
    detail: expect.stringContaining('resolve its exception'),
  });
});

test('many who look share one count', async () => {
  let counts = 0;
  const counted = operationsService({
    pool: Object.assign(Object.create(pool) as typeof pool, {
      query: (statement: { name?: string }) => {
        if (statement.name === 'read_backlog') counts += 1;
        return pool.query(statement as never);
      },
    }),
    clock: systemClock,
    catalogue: office.catalogue,
    inspect: () => undefined,
    obeySettings: async () => {},
    titleOf: () => undefined,
    listPostings: () => undefined,
    refreshMasterData: () => false,
  });
  await Promise.all(Array.from({ length: 20 }, () => counted.listConnections(ana)));
  expect(counts).toBe(1);
});

test('half a million in twenty thousand lanes are counted without reading them', async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`
      insert into lane (connection, ordering_key, tail_position, ready_at)
      select 'bulk', n::text, 25, now() from generate_series(1, 20000) as n`);
    const planOf = async (sql: string) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await planOf(READ_BACKLOG)).not.toContain('delivery');
    expect(await planOf(READ_OLDEST_WAITING)).toContain('delivery_lane_id_position_key');
    expect(await planOf(READ_OLDEST_WAITING)).not.toContain('Seq Scan on delivery');
    const { rows } = await client.query<{ connection: string; waiting: string }>(READ_BACKLOG);
    expect(rows.find(({ connection }) => connection === 'bulk')?.waiting).toBe('500000');
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('what a system has and the database does not know is listed, and nothing else', async () => {
  const transactionId = await office.accept({ customer: 'C9' });
  posted = [
    { reference: effectReference(transactionId, 'post'), externalReference: '1' },
    // It is worked on: its later steps come under the same references.
    { reference: effectReference(transactionId, 'mirror'), externalReference: '1' },
    {
      ...{ reference: '0123456789ABCDEFGHJK', externalReference: '2', number: 'INV-2' },
      value: { amount: '1190.000', currency: 'EUR' },
    },
    { reference: 'of somebody else', externalReference: '3' },
  ];
  const since = '2026-03-31T08:15:30.000Z';
  const list = (name: string) =>
    operationsNow().listUnknownPostings(ana, { name, since }, { size: 50 });
  expect(await list('ledger')).toEqual({
    kind: 'found',
    value: {
      items: [
        {
          ...{ reference: '0123456789ABCDEFGHJK', externalReference: '2', number: 'INV-2' },
          value: { amount: '1190.00', currency: 'EUR' },
        },
      ],
    },
  });
  expect(await list('crm')).toMatchObject({ kind: 'impossible' });
  expect(await list('unheard-of')).toEqual({ kind: 'absent' });
  const { rows } = await pool.query(
    `select subject_id from audit_entry where action = 'connection.compared'`,
  );
  expect(rows).toEqual([{ subject_id: 'ledger' }]);
});

let posted: readonly PostedEffect[] = [];

function postedPage(): ReadOutcome<PostedEffect> {
  return { kind: 'page', items: posted };
}

import { ConsoleProcessDetail, listConsoleProcesses } from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { callBy, openOffice } from '../../testing/office.ts';
import { connectionsContext } from '../connections/connections-service.ts';
import { drainReading } from '../drain/console-drain-service.ts';
import { processesService } from './processes-service.ts';
import { READ_FINISHED_SINCE } from './read-finished-since.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const ana = callBy('ana', { entities: ['DE01'] });
const { catalogue } = office;

test('a process says how many stand on each of its steps, of the companies of who asks', async () => {
  await office.accept();
  await office.finish();
  await office.accept({ isCreditNote: true });
  await office.accept({ number: 'NO-1' });
  await office.work('ledger', {
    submit: [{ kind: 'rejected', reason: 'business_rule', vendorCode: 'X', vendorText: 'No.' }],
  });
  await office.accept();
  await office.work('ledger');
  await office.accept();
  await office.accept({ legalEntity: 'FR01' });
  const detail = await find('create-customer-invoice');
  expect([...Value.Errors(ConsoleProcessDetail, detail)]).toEqual([]);
  expect(detail.counts).toEqual({
    working: 2,
    waiting: 1,
    parked: 0,
    inDoubt: 0,
    doneToday: 1,
    refusedToday: 1,
    takenBackToday: 0,
  });
  const none = { working: 0, waiting: 0, parked: 0, inDoubt: 0, goingBack: 0 };
  expect(detail.steps.map(({ name, counts }) => [name, counts])).toEqual([
    ['accepted', none],
    ['posting', none],
    ['credit', { ...none, waiting: 1 }],
    ['post', { ...none, working: 1 }],
    ['open', { ...none, working: 1 }],
    ['mirror', none],
    ['posted', none],
  ]);
  expect(detail.versions).toEqual([{ version: 1, running: 3 }]);
});

test('a step says who acts and how it is undone, or why it is not', async () => {
  const { steps, serviceLevel } = await find('create-customer-invoice');
  const step = (name: string) => steps.find((each) => each.name === name);
  expect(step('credit')).toMatchObject({ by: { kind: 'person', name: 'approvals:decide' } });
  expect(step('credit')).toMatchObject({ isConditional: true });
  expect(step('post')).toMatchObject({
    by: { kind: 'system', name: 'ledger' },
    undo: { operation: 'customerInvoice.reverse' },
  });
  expect(step('mirror')).toMatchObject({
    goesOnWhenRefused: true,
    undo: { none: 'A note that an invoice was posted stays true after its reversal.' },
  });
  expect(serviceLevel).toEqual({ step: 'post', withinSeconds: 300, sharePercent: 99 });
});

test('the list has every process; what nobody knows is absent', async () => {
  const answer = await service().list(ana);
  expect([...Value.Errors(listConsoleProcesses.replies[200].body, answer)]).toEqual([]);
  expect(answer.items.map(({ name, counts }) => [name, counts.doneToday])).toEqual([
    ['apply-customer-payment', 0],
    ['create-customer-invoice', 1],
    ['send-payment-batch', 0],
  ]);
  expect(await service().find(ana, 'write-poems')).toEqual({ kind: 'absent' });
});

test('a parked delivery and one in doubt are told from one that is on its way', async () => {
  await office.accept({ number: 'LOST-1', legalEntity: 'FR01' });
  await office.accept({ number: 'LOST-2', legalEntity: 'FR01' });
  await setDelivery('LOST-1', 'in_doubt');
  await setDelivery('LOST-2', 'parked');
  await pool.query(`update transaction set status = 'parked' where number = 'LOST-2'`);
  const { steps } = await find('create-customer-invoice', callBy('jo', { entities: ['FR01'] }));
  expect(steps.find(({ name }) => name === 'post')?.counts).toEqual({
    working: 1,
    waiting: 0,
    parked: 1,
    inDoubt: 1,
    goingBack: 0,
  });
});

test('what ended today is found by an index', async () => {
  const client = await pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain ${READ_FINISHED_SINCE.replace('$1', 'now()')}`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('transaction_finished');
  } finally {
    await client.query('reset enable_seqscan');
    client.release();
  }
});

async function setDelivery(number: string, status: string): Promise<void> {
  await pool.query(
    `update delivery set status = $2 from transaction
     where transaction.transaction_id = delivery.transaction_id and number = $1`,
    [number, status],
  );
}

/** A service of its own, because one shares its reading for two seconds. */
function service() {
  const connections = connectionsContext({
    ...{ pool, clock: systemClock },
    inspect: () => undefined,
    titleOf: () => undefined,
    credentialsExpireOn: () => undefined,
    isSimulated: () => false,
  });
  const drains = drainReading(connections, catalogue);
  return processesService({ pool, clock: systemClock, catalogue, drains });
}

async function find(name: string, call = ana): Promise<ConsoleProcessDetail> {
  const outcome = await service().find(call, name);
  if (outcome.kind !== 'found') throw new TypeError('not found');
  return outcome.value;
}

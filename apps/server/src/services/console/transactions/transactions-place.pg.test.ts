import {
  ConsoleTransactionRow,
  type ConsoleState,
  type listConsoleTransactions,
} from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { FiltersOf } from '../../../gateway/services.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { transactionsPlace } from './transactions-place.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const place = transactionsPlace({
  pool,
  clock: systemClock,
  catalogue: office.catalogue,
  titleOf: (connection) => (connection === 'ledger' ? 'SAP S/4HANA' : undefined),
  inspect: () => undefined,
});
const ana = callBy('ana', { entities: ['DE01'] });
await pool.query(
  `insert into connection (name, connector) values ('ledger', 'x'), ('receivables', 'x'),
     ('crm', 'x')`,
);

async function list(filters: FiltersOf<typeof listConsoleTransactions>, size = 100) {
  const found = await place.list(ana, filters, { size });
  if (found.kind !== 'found') throw new TypeError(found.kind);
  for (const row of found.page.items) {
    expect([...Value.Errors(ConsoleTransactionRow, row)]).toEqual([]);
  }
  return found;
}

const numbersOf = async (filters: FiltersOf<typeof listConsoleTransactions>) =>
  (await list(filters)).page.items.map(({ number }) => number);

test('each state has its shape, its sentence and its filter, and a row is in exactly one', async () => {
  await office.accept({ number: 'DONE-1', customer: 'S1' });
  await office.finish();
  await office.accept({ number: 'REFUSED-1', customer: 'S2' });
  await office.work('ledger', {
    submit: [{ kind: 'rejected', reason: 'business_rule', vendorCode: 'X1', vendorText: 'No.' }],
  });
  await office.accept({ number: 'NOTE-1', customer: 'S3', isCreditNote: true });
  await office.accept({ number: 'DOUBT-1', customer: 'S4' });
  const silences = Array.from({ length: 80 }, () => ({
    kind: 'unknown' as const,
    detail: 'no answer',
  }));
  await office.work('ledger', { submit: [...silences], lookUp: [...silences] });
  await office.accept({ number: 'HELD-1', customer: 'S5' });
  await pool.query(`update lane set held_reason = 'asked by sales' where ordering_key = 'DE01/S5'`);
  await office.accept({ number: 'LINE-1', customer: 'S6' });
  await office.accept({ number: 'LINE-2', customer: 'S6' });
  const { items } = (await list({})).page;
  const told = Object.fromEntries(items.map((row) => [row.number, [row.state, row.standing]]));
  expect(told).toEqual({
    'DONE-1': ['done', expect.stringMatching(/^Posted as 18\d{8}$/)],
    'REFUSED-1': ['refused', expect.stringContaining('X1')],
    'NOTE-1': ['waiting', expect.stringContaining('above the limit')],
    'DOUBT-1': ['in-doubt', expect.any(String)],
    'HELD-1': ['held', 'Its lane is held: asked by sales'],
    'LINE-1': ['working', 'Waits for SAP S/4HANA, next in line'],
    'LINE-2': ['working', 'Waits for SAP S/4HANA, 1 before it'],
  });
  await expectFiltersToAgree();
  await pool.query(`update connection set paused_reason = 'upgrade' where name = 'ledger'`);
  const paused = await list({ text: 'LINE-1' });
  expect(paused.page.items[0]).toMatchObject({
    state: 'held',
    standing: 'SAP S/4HANA is paused: upgrade',
  });
  await expectFiltersToAgree();
  await pool.query(`update connection set paused_reason = null`);
});

/** Whatever is shown with a state is found by it, and nothing else is. */
async function expectFiltersToAgree(): Promise<void> {
  const { items } = (await list({})).page;
  const states: ConsoleState[] = ['working', 'waiting', 'held', 'done', 'refused', 'in-doubt'];
  for (const state of states) {
    const shown = items.filter((row) => row.state === state).map(({ id }) => id);
    expect((await list({ state })).page.items.map(({ id }) => id)).toEqual(shown);
    expect((await list({ state })).total).toEqual({ count: shown.length, isExact: true });
  }
}

test.each([
  ['DONE-1', 'DONE-1'],
  ['done 1', 'DONE-1'],
  ['note', 'NOTE-1'],
  ['18000004', 'DONE-1'],
])('the text %s finds %s', async (text, number) => {
  expect(await numbersOf({ text })).toContain(number);
});

test('a text finds by the name of the customer in the master data, without accents', async () => {
  await pool.query(
    `insert into legal_entity (code, name, country, currency, currencies, revenue_account,
       credit_note_approval_above, ledger, crm, difference_account)
     values ('DE01', 'Beispiel', 'DE', 'EUR', '{EUR,USD}', '1', 500, 'ledger', 'crm', '2')`,
  );
  await pool.query(
    `insert into customer (connection, number, name, legal_entities, words)
     values ('ledger', 'S6', 'Müller & Söhne', '{DE01}', array_to_tsvector('{muller,sohne}'))`,
  );
  expect(await numbersOf({ text: 'Müller söh' })).toEqual(['LINE-2', 'LINE-1']);
  expect((await list({ text: 'muller' })).page.items[0]?.party).toBe('Müller & Söhne');
  expect(await numbersOf({ text: 'nobody' })).toEqual([]);
  expect(await numbersOf({ text: '–' })).toEqual([]);
  expect(await numbersOf({ text: `'%_\\` })).toEqual([]);
});

test('every filter narrows the list, and the choices are those of the companies', async () => {
  expect(await numbersOf({ kind: 'credit-note' })).toEqual(['NOTE-1']);
  expect(await numbersOf({ kind: 'payment' })).toEqual([]);
  expect(await numbersOf({ customer: 'S1' })).toEqual(['DONE-1']);
  expect(await numbersOf({ application: 'nobody' })).toEqual([]);
  const range = { currency: 'EUR', amountFrom: '1190.00', amountTo: '1190' };
  expect(await numbersOf(range)).toHaveLength(7);
  expect(await numbersOf({ ...range, amountTo: '1189.99' })).toEqual([]);
  expect(await numbersOf({ ...range, currency: 'USD' })).toEqual([]);
  const { choices } = await list({});
  expect(choices).toMatchObject({
    legalEntities: [{ value: 'DE01', label: 'Beispiel' }],
    currencies: [{ value: 'EUR' }, { value: 'USD' }],
  });
  expect(choices?.processes.map(({ value }) => value)).toContain('create-customer-invoice');
});

test('an amount without its currency, or with too many decimals, is refused with its place', async () => {
  expect(await place.list(ana, { amountFrom: '5' }, { size: 5 })).toMatchObject({
    kind: 'unacceptable',
    errors: [{ at: '/currency' }],
  });
  const tooExact = { currency: 'EUR', amountTo: '5.001' };
  expect(await place.list(ana, tooExact, { size: 5 })).toMatchObject({
    errors: [{ at: '/amountTo' }],
  });
});

test('late is what is under way longer than its process promises, the oldest first', async () => {
  expect(await numbersOf({ late: true })).toEqual([]);
  await pool.query(
    `update transaction set accepted_at = accepted_at - interval '6 min'
     where number in ('LINE-1', 'LINE-2', 'DONE-1', 'NOTE-1')`,
  );
  expect(await numbersOf({ late: true, sort: 'oldest-unfinished' })).toEqual([
    ...['NOTE-1', 'LINE-1', 'LINE-2'],
  ]);
  const { items } = (await list({ sort: 'oldest-unfinished' })).page;
  expect(items.filter(({ isLate }) => isLate).map(({ number }) => number)).toEqual([
    ...['NOTE-1', 'LINE-1', 'LINE-2'],
  ]);
  expect(items.map(({ number }) => number)).not.toContain('DONE-1');
});

test('other companies are neither shown, nor counted, nor offered', async () => {
  await office.accept({ number: 'FR-1', legalEntity: 'FR01' });
  expect(await numbersOf({ text: 'FR-1' })).toEqual([]);
  expect((await list({})).total).toEqual({ count: 7, isExact: true });
  const jean = callBy('jean', { entities: ['FR01'] });
  const found = await place.list(jean, {}, { size: 5 });
  expect(found).toMatchObject({ page: { items: [{ number: 'FR-1' }] }, total: { count: 1 } });
  expect(found).toMatchObject({ choices: { legalEntities: [] } });
});

test('pages follow each other, and only the first is counted', async () => {
  const first = await list({}, 3);
  const second = await place.list(ana, {}, { size: 10, after: first.page.next ?? '' });
  if (second.kind !== 'found') throw new TypeError(second.kind);
  expect(second.total).toBeUndefined();
  const ids = [...first.page.items, ...second.page.items].map(({ id }) => id);
  expect(ids).toEqual((await list({})).page.items.map(({ id }) => id));
});

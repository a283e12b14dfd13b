import { ConsoleTransaction, type Permission } from '@kontor/contracts';
import { present, systemClock, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { Call } from '../../../gateway/services.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { transactionsPlace } from '../transactions/transactions-place.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const place = transactionsPlace({
  pool,
  clock: systemClock,
  catalogue: office.catalogue,
  titleOf: (connection) => (connection === 'ledger' ? 'SAP S/4HANA' : undefined),
  inspect: () => ({ breaker: 'open', finishedPerSecond: 0 }),
});
const ALL: readonly Permission[] = [
  ...['transactions:read', 'deliveries:read', 'deliveries:replay', 'bank:read'],
  ...['receivables:read', 'exceptions:read'],
] as Permission[];
const ana = callBy('ana', { entities: ['DE01'], permissions: ALL });

async function find(id: TransactionId, call: Call = ana) {
  const found = await place.find(call, id);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  expect([...Value.Errors(ConsoleTransaction, found.value)]).toEqual([]);
  return found.value;
}

test('an invoice that went straight through is shown with everything that belongs to it', async () => {
  const id = await office.accept({ number: 'INV-1004' });
  await office.work('ledger', {
    submit: [{ kind: 'unknown', detail: 'no answer' }],
    lookUp: [{ kind: 'confirmed', externalReference: '1900000001' }],
  });
  await office.finish();
  const shown = await find(id);
  expect(shown).toMatchObject({
    row: { number: 'INV-1004', kind: 'invoice', state: 'done' },
    processTitle: 'Create customer invoice',
    businessKey: ['DE01', 'INV-1004'],
    payload: { number: 'INV-1004', currency: 'EUR' },
    openItem: { open: { amount: '1190.00', currency: 'EUR' } },
    exceptions: [],
    bank: [],
    events: [{ type: 'kontor.invoice.accepted.v1' }, { type: 'kontor.invoice.posted.v1' }],
  });
  expect(shown.story.sentence).toContain('1900000001');
  expect(shown.linked[0]).toEqual({
    relation: 'Ledger document',
    label: '1900000001',
    system: 'SAP S/4HANA',
  });
  const ledger = present(shown.systems?.[0], 'the ledger comes first');
  expect(ledger).toMatchObject({ system: 'SAP S/4HANA', effect: 'posted in the ledger' });
  expect(ledger.attempts.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['submit', 'unknown'],
    ['look-up', 'confirmed'],
  ]);
  expect(JSON.stringify(shown)).not.toContain('DE89370400440532013000');
});

test('what needs a permission that is lacking is not in the answer', async () => {
  const id = await office.accept({ number: 'BARE-1' });
  const shown = await find(id, callBy('vera', { permissions: ['transactions:read'] }));
  for (const part of ['systems', 'bank', 'openItem', 'exceptions']) {
    expect(shown).not.toHaveProperty(part);
  }
  expect(await place.find(callBy('jean', { entities: ['FR01'] }), id)).toEqual({ kind: 'absent' });
});

test('in line, its neighbours are shown, and why it is late', async () => {
  const ids: TransactionId[] = [];
  for (let n = 1; n <= 9; n += 1) {
    ids.push(await office.accept({ number: `LINE-${n}`, customer: 'C-line' }));
  }
  const fifth = present(ids[4], 'nine were accepted');
  const lane = present((await find(fifth)).systems?.[0]?.lane, 'it waits');
  expect(lane).toMatchObject({ before: 4, behind: 4 });
  expect(lane.neighbours.map(({ place: at, isHead, what }) => [at, isHead, what.number])).toEqual([
    ['before', true, 'LINE-1'],
    ...['LINE-2', 'LINE-3', 'LINE-4'].map((number) => ['before', false, number]),
    ...['LINE-6', 'LINE-7', 'LINE-8'].map((number) => ['behind', false, number]),
  ]);
  expect(await find(fifth)).not.toHaveProperty('delay');
  await pool.query(
    `update transaction set accepted_at = accepted_at - interval '6 min' where transaction_id = $1`,
    [fifth],
  );
  const { delay } = await find(fifth);
  expect(delay?.sentence).toMatch(
    /^SAP S.4HANA does not answer. 4 of its lane come before it; \d+ wait for SAP/,
  );
  expect(delay?.place).toEqual({ kind: 'connection', id: 'ledger' });
  await pool.query(`update lane set held_reason = 'asked by sales' where lane_id = $1`, [lane.id]);
  const held = await find(fifth);
  expect(held.delay?.sentence).toContain('asked by sales');
  expect(held.systems?.[0]).toMatchObject({
    state: 'held',
    lane: { held: { reason: 'asked by sales' } },
  });
});

test('an exception is shown with what may be done, and a parked delivery can be replayed', async () => {
  await office.finish();
  const id = await office.accept({ number: 'STUCK-1', customer: 'C-stuck' });
  const silences = Array.from({ length: 80 }, () => ({
    kind: 'unknown' as const,
    detail: 'no answer',
  }));
  await office.work('ledger', { submit: [...silences], lookUp: [...silences] });
  const shown = await find(id);
  expect(shown.row.state).toBe('in-doubt');
  expect(shown.systems?.[0]).toMatchObject({ status: 'parked', canReplay: true });
  expect(shown.exceptions).toMatchObject([{ status: 'open', actions: ['retry', 'confirm-done'] }]);
});

test('a credit note and its invoice lead to each other, a document to its earlier try', async () => {
  const invoice = await office.accept({ number: 'INV-77', customer: 'C-linked' });
  const refused = await office.accept({ number: 'INV-78', customer: 'C-linked' });
  await office.work('ledger');
  const note = await office.accept({
    number: 'CN-77',
    customer: 'C-linked',
    isCreditNote: true,
    precedingInvoices: [{ number: 'INV-77' }, { number: 'OLD-1' }],
  });
  expect((await find(note)).linked).toEqual([
    expect.objectContaining({
      relation: 'Corrects invoice',
      label: 'INV-77',
      transaction: invoice,
    }),
    { relation: 'Corrects invoice', label: 'OLD-1' },
  ]);
  expect((await find(invoice)).linked.at(-1)).toMatchObject({
    relation: 'Corrected by',
    label: 'CN-77',
    transaction: note,
    amount: { amount: '-1190.00' },
  });
  await pool.query(`update transaction set status = 'refused' where transaction_id = $1`, [
    refused,
  ]);
  const again = await office.accept({ number: 'INV-78', customer: 'C-linked' });
  expect((await find(again)).linked).toMatchObject([{ relation: 'Sent before' }]);
});

test('who looked is recorded once an hour', async () => {
  const id = await office.accept({ number: 'SEEN-1' });
  await find(id);
  await find(id);
  await find(id, callBy('ben', { permissions: ALL }));
  const { rows } = await pool.query<{ actor: string }>(
    `select actor from audit_entry where action = 'transaction.opened' and subject_id = $1
     order by sequence`,
    [id],
  );
  expect(rows.map(({ actor }) => actor)).toEqual(['ana', 'ben']);
});

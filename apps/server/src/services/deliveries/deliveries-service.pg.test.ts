import { Delivery, ReplayPreview } from '@kontor/contracts';
import { present, type DeliveryId, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { callBy, intentBy, openOffice } from '../testing/office.ts';
import { deliveriesService } from './deliveries-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const deliveries = deliveriesService({ ...office, pool });
const ana = callBy('ana');

async function deliveryOf(transaction: TransactionId, step = 'post'): Promise<DeliveryId> {
  const { rows } = await pool.query<{ delivery_id: DeliveryId }>(
    'select delivery_id from delivery where transaction_id = $1 and step = $2',
    [transaction, step],
  );
  return present(rows[0], 'it has that delivery').delivery_id;
}

async function found(id: DeliveryId): Promise<Delivery> {
  const outcome = await deliveries.find(ana, id);
  if (outcome.kind !== 'found') throw new TypeError(outcome.kind);
  expect([...Value.Errors(Delivery, outcome.value)]).toEqual([]);
  return outcome.value;
}

/** Parked in the ledger: it may be there, and the ledger does not say. */
async function parked(number: string): Promise<{ id: TransactionId; delivery: DeliveryId }> {
  const id = await office.accept({ number });
  await office.work('ledger', {
    submit: [{ kind: 'unknown', detail: 'no reply' }],
    lookUp: Array.from({ length: 60 }, () => ({ kind: 'unknown' as const, detail: 'busy' })),
  });
  return { id, delivery: await deliveryOf(id) };
}

test('a delivery shows its attempts with what was exchanged, accounts masked', async () => {
  const id = await office.accept({ number: 'SEEN-1' });
  await office.finish();
  const delivery = await found(await deliveryOf(id));
  expect(delivery).toMatchObject({
    transaction: id,
    connection: 'ledger',
    operation: 'customerInvoice.post',
    status: 'confirmed',
    attempts: [
      {
        number: 1,
        kind: 'submit',
        outcome: 'confirmed',
        request: { line: 'POST /post', body: '{"debtor":"****3000"}' },
        reply: { line: '201' },
      },
    ],
  });
  expect(delivery.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
  const { rows } = await pool.query(
    `select actor, action from audit_entry where subject_kind = 'delivery' and subject_id = $1`,
    [delivery.id],
  );
  expect(rows).toEqual([{ actor: 'ana', action: 'delivery.read' }]);
});

test('another legal entity sees none of it', async () => {
  const id = await office.accept({ legalEntity: 'FR01' });
  const delivery = await deliveryOf(id);
  expect(await deliveries.find(ana, delivery)).toEqual({ kind: 'absent' });
  expect(await deliveries.previewReplay(ana, delivery)).toEqual({ kind: 'absent' });
  const replay = { id: delivery, reason: 'Mine?', version: 1 };
  expect(await deliveries.replay(intentBy('ana'), replay)).toEqual({ kind: 'absent' });
  await office.finish();
});

test('a preview says what would be sent, and that the system is asked first', async () => {
  const { delivery } = await parked('PREVIEW-1');
  const preview = await deliveries.previewReplay(ana, delivery);
  if (preview.kind !== 'found') throw new TypeError(preview.kind);
  expect([...Value.Errors(ReplayPreview, preview.value)]).toEqual([]);
  expect(preview.value).toMatchObject({ possible: true, needsApproval: false });
  const { reference } = await found(delivery);
  expect(preview.value.sentences).toEqual([
    `It would go to ledger as customerInvoice.post, under the reference ${reference} ` +
      'that it has had from the start.',
    'The system is asked for the reference first; it is sent only if unknown there.',
    'Nothing of its lane waits: it would be next.',
    'It is worth EUR 1190.00; nothing else of its transaction is sent again.',
  ]);
  expect(JSON.parse(preview.value.request?.body ?? '')).toMatchObject({
    reference,
    number: 'PREVIEW-1',
    gross: '1190.00',
  });
});

test('a replay does what the preview said, once', async () => {
  const { id, delivery } = await parked('REPLAY-1');
  const { version } = await found(delivery);
  const replay = { id: delivery, reason: 'The ledger answers again.', version };
  expect(await deliveries.replay(intentBy('ana'), { ...replay, version: version - 1 })).toEqual({
    kind: 'stale',
  });
  const outcome = await deliveries.replay(intentBy('ana', { key: 'replay-1' }), replay);
  expect(outcome).toMatchObject({ kind: 'accepted', result: { id: delivery, status: 'unknown' } });
  const again = await deliveries.replay(intentBy('ana', { key: 'replay-1' }), replay);
  expect(again).toEqual({ ...outcome, kind: 'replayed' });
  await office.work('ledger', { lookUp: [{ kind: 'confirmed', externalReference: 'SEEN' }] });
  await office.finish();
  expect(await found(delivery)).toMatchObject({
    status: 'confirmed',
    externalReference: 'SEEN',
    reference: (await found(delivery)).reference,
  });
  const submits = (await found(delivery)).attempts.filter(({ kind }) => kind === 'submit');
  expect(submits).toHaveLength(1);
  expect((await office.store.readTransaction(id))?.state.status).toBe('done');
});

test('a replay of what a system cannot be asked for needs a second person', async () => {
  const id = await office.accept({ number: 'BLIND-1', by: 'ana' });
  for (const connection of ['ledger', 'receivables']) await office.work(connection);
  await office.work('crm', { submit: [{ kind: 'unknown', detail: 'reset' }] });
  const delivery = await deliveryOf(id, 'mirror');
  const preview = await deliveries.previewReplay(ana, delivery);
  expect(preview).toMatchObject({ value: { possible: true, needsApproval: true } });
  const { version } = await found(delivery);
  const replay = { id: delivery, reason: 'It is not there.', version };
  expect(await deliveries.replay(intentBy('ana'), replay)).toEqual({ kind: 'own_work' });
  expect(await deliveries.replay(intentBy('ben'), replay)).toMatchObject({ kind: 'accepted' });
  await office.finish();
});

test.each([
  ['confirmed', 'It is done: the system confirmed it.'],
  ['waiting', 'It is in its lane already, and is tried without anybody’s help.'],
])('what is %s is not sent again', async (status, sentence) => {
  const id = await office.accept({ customer: `C-${status}` });
  if (status === 'confirmed') await office.finish();
  const delivery = await deliveryOf(id);
  expect(await deliveries.previewReplay(ana, delivery)).toMatchObject({
    value: { possible: false, sentences: [sentence] },
  });
  const { version } = await found(delivery);
  const replay = { id: delivery, reason: 'Once more.', version };
  expect(await deliveries.replay(intentBy('ana'), replay)).toEqual({
    kind: 'impossible',
    detail: sentence,
  });
});

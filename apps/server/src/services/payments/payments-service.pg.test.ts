/** Payments out against a database: ordered once, released by another person, sent, reported. */

import type { PaymentBatch, PaymentStatus } from '@kontor/canon';
import {
  listPaymentStatusReports,
  PaymentBatchStanding,
  PaymentStatusReportView,
  PaymentTransferStanding,
  PERMISSION_NAMES,
  Transaction,
} from '@kontor/contracts';
import { writePain002 } from '@kontor/formats';
import {
  bankingDayOf,
  dayKindOf,
  idSource,
  plusDays,
  present,
  systemClock,
  systemRandom,
  type ExceptionId,
  type TransactionId,
} from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import type { StreamedCall } from '../../gateway/services.ts';
import { cancellationsService } from '../cancellations/cancellations-service.ts';
import { exceptionsService } from '../exceptions/exceptions-service.ts';
import { preventedIn } from '../governance/prevented-in.ts';
import { openSlots } from '../slots.ts';
import { callBy, intentBy, openOffice } from '../testing/office.ts';
import { paymentsService } from './payments-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const wake = () => undefined;
const payments = paymentsService({
  ...office,
  definition: office.catalogue.latest('send-payment-batch'),
  office: { pool, clock: systemClock, ids: idSource(systemClock, systemRandom) },
  onRepeat: preventedIn(pool, (error) => {
    throw error;
  }),
  slots: openSlots(2),
  wake,
});
const exceptions = exceptionsService({ ...office, pool });
const cancellations = cancellationsService({ ...office, pool, titleOf: () => 'The bank', wake });
const ana = callBy('ana', { permissions: PERMISSION_NAMES });
const payables = { application: 'payables' };
let count = 0;

/** The next day on which banks book: the checks go by today. */
function nextBankingDay(): string {
  let day = plusDays(bankingDayOf(systemClock.now()), 1);
  while (dayKindOf(day, 'EUR').kind !== 'banking') day = plusDays(day, 1);
  return day;
}

function someBatch(change: Partial<PaymentBatch> = {}): PaymentBatch {
  count += 1;
  return {
    legalEntity: 'DE01',
    number: `PAY-${count}`,
    debtor: { name: 'Beispiel DE01', iban: 'DE02120300000000202051' },
    executionDay: nextBankingDay(),
    currency: 'EUR',
    transfers: [1, 2].map((index) => ({
      endToEndId: `E-${count}-${index}`,
      amount: `${index}00.00`,
      creditor: { name: `Supplier ${index}`, iban: 'DE89370400440532013000' },
    })),
    ...change,
  };
}

async function order(batch = someBatch()): Promise<TransactionId> {
  const outcome = await payments.accept(intentBy('payables', payables), batch);
  if (outcome.kind !== 'accepted') throw new TypeError(JSON.stringify(outcome));
  return outcome.result.id as TransactionId;
}

async function decide(id: TransactionId, action: 'approve' | 'decline', by = 'ben') {
  const { items } = await exceptions.list(ana, { transaction: id, status: 'open' }, { size: 5 });
  const asked = present(items[0], 'a second person is asked');
  return exceptions.resolve(intentBy(by, { permissions: PERMISSION_NAMES }), {
    ...{ id: asked.id as ExceptionId, action, reason: 'Seen.', version: asked.version },
  });
}

async function standing(id: TransactionId): Promise<PaymentBatchStanding> {
  const found = await payments.findBatch(ana, id);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  expect([...Value.Errors(PaymentBatchStanding, found.value)]).toEqual([]);
  return found.value;
}

async function transfersOf(id: TransactionId, filters = {}) {
  const found = await payments.listTransfers(ana, id, filters, { size: 100 });
  if (found.kind !== 'found') throw new TypeError(found.kind);
  for (const item of found.value.items) {
    expect([...Value.Errors(PaymentTransferStanding, item)]).toEqual([]);
  }
  return found.value.items;
}

async function report(id: TransactionId, told: Readonly<Record<string, PaymentStatus>>, key = '') {
  count += 1;
  const { messageId, number } = await standing(id);
  const file = writePain002({
    messageId: `BANK-${count}`,
    createdAt: '2026-04-01T10:00:00Z',
    originalMessageId: messageId,
    reasons: [],
    payments: [
      {
        originalPaymentInformationId: number,
        reasons: [],
        transfers: Object.entries(told).map(([endToEndId, status]) => ({
          endToEndId,
          status,
          reasons: [],
        })),
      },
    ],
  });
  return receive(file, key || `report-${count}`);
}

function receive(file: string, key: string) {
  const call: StreamedCall = {
    ...callBy('bank-link', { application: 'bank-link' }),
    idempotency: { key, operation: 'createPaymentStatusReport', fingerprint: () => file },
  };
  const bytes = (async function* () {
    yield Buffer.from(file);
  })();
  return payments.receiveReport(call, { contentType: 'application/xml', bytes, waitMs: 0 });
}

describe('a batch', () => {
  test('is ordered, released by another person, sent once and followed', async () => {
    const id = await order();
    expect(await standing(id)).toMatchObject({
      status: 'waiting',
      total: { amount: '300.00', currency: 'EUR' },
      statuses: [{ transfers: 2, total: { amount: '300.00' } }],
    });
    await office.work('bank');
    expect(await standing(id)).toMatchObject({ status: 'waiting' });
    expect(await decide(id, 'approve')).toMatchObject({ kind: 'accepted' });
    await office.work('bank');
    const { status, messageId } = await standing(id);
    expect(status).toBe('done');
    const sent = await pool.query(
      `select operation from delivery where transaction_id = $1 and status = 'confirmed'`,
      [id],
    );
    expect(sent.rows).toEqual([{ operation: 'paymentBatch.send' }]);
    const told = await pool.query(
      `select type, data from outbox where transaction_id = $1
       union all select type, data from event where transaction_id = $1`,
      [id],
    );
    expect(told.rows).toContainEqual(
      expect.objectContaining({
        type: 'kontor.transfers.sent.v1',
        data: expect.objectContaining({ messageId, transfers: 2 }) as unknown,
      }),
    );
    const [first, second] = await transfersOf(id);
    await report(id, { [first!.endToEndId]: 'ACSC', [second!.endToEndId]: 'RJCT' });
    expect(await standing(id)).toMatchObject({
      statuses: [
        { status: 'ACSC', transfers: 1, total: { amount: '100.00' } },
        { status: 'RJCT', transfers: 1, total: { amount: '200.00' } },
      ],
    });
    expect((await transfersOf(id, { trouble: true })).map(({ status: each }) => each)).toEqual([
      'RJCT',
    ]);
  });

  test('is not released by who ordered it', async () => {
    const outcome = await payments.accept(intentBy('ana', payables), someBatch());
    if (outcome.kind !== 'accepted') throw new TypeError(outcome.kind);
    expect([...Value.Errors(Transaction, outcome.result)]).toEqual([]);
    const id = outcome.result.id as TransactionId;
    expect(await decide(id, 'approve', 'ana')).toEqual({ kind: 'own_work' });
  });

  test('that was declined is not sent, and its number is free again', async () => {
    const batch = someBatch();
    const id = await order(batch);
    await decide(id, 'decline');
    await office.work('bank');
    expect(await standing(id)).toMatchObject({ status: 'refused' });
    const again = await order(batch);
    expect((await standing(again)).messageId).not.toBe((await standing(id)).messageId);
  });

  test('is cancelled until it is sent, and not afterwards', async () => {
    const cancel = (id: TransactionId) =>
      cancellations.cancel(intentBy('ana', { permissions: PERMISSION_NAMES }), {
        id,
        reason: 'The invoice was paid by hand.',
      });
    const waiting = await order();
    expect(await cancel(waiting)).toMatchObject({ kind: 'accepted' });
    const released = await order();
    await decide(released, 'approve');
    expect(await cancel(released)).toMatchObject({ kind: 'accepted' });
    await office.work('bank');
    expect(await standing(released)).toMatchObject({ status: 'refused' });
    const sent = await order();
    await decide(sent, 'approve');
    await office.work('bank');
    expect((await cancel(sent)).kind).not.toBe('accepted');
  });

  test('twenty times at once under one key, and under twenty keys, is one', async () => {
    const batch = someBatch();
    const same = { ...intentBy('payables', payables) };
    const underOne = await Promise.all(
      Array.from({ length: 20 }, () => payments.accept(same, batch)),
    );
    expect(underOne.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(['accepted', 'replayed', 'in_flight']).toEqual(
      expect.arrayContaining(underOne.map(({ kind }) => kind)),
    );
    const underMany = await Promise.all(
      Array.from({ length: 20 }, () => payments.accept(intentBy('payables', payables), batch)),
    );
    expect(new Set(underMany.map(({ kind }) => kind))).toEqual(new Set(['duplicate']));
    const { rows } = await pool.query(
      `select count(*)::integer as count from payment_batch where number = $1`,
      [batch.number],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('of one number under different keys at the same moment is one', async () => {
    const batch = someBatch();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => payments.accept(intentBy('payables', payables), batch)),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'accepted',
      ...Array<string>(7).fill('duplicate'),
    ]);
  });

  test('with a wrong account is refused, and uses up no key', async () => {
    const batch = someBatch();
    const [transfer, ...others] = batch.transfers;
    const wrong = { ...transfer!, creditor: { name: 'X', iban: 'DE88370400440532013000' } };
    const call = intentBy('payables', payables);
    expect(await payments.accept(call, { ...batch, transfers: [wrong, ...others] })).toMatchObject({
      kind: 'unacceptable',
      errors: [{ code: 'iban_wrong' }],
    });
    expect(await payments.accept(call, batch)).toMatchObject({ kind: 'accepted' });
  });

  test('of a company that is not theirs is not there for them', async () => {
    const id = await order();
    const stranger = callBy('eve', { entities: ['FR01'] });
    expect(await payments.findBatch(stranger, id)).toEqual({ kind: 'absent' });
    expect(await payments.listTransfers(stranger, id, {}, { size: 5 })).toEqual({ kind: 'absent' });
    const { items } = await payments.listBatches(stranger, {}, { size: 100 });
    expect(items).toEqual([]);
  });
});

describe('a report', () => {
  async function sent(): Promise<{ id: TransactionId; first: string }> {
    const id = await order();
    await decide(id, 'approve');
    await office.work('bank');
    const [first] = await transfersOf(id);
    return { id, first: present(first, 'a batch has a transfer').endToEndId };
  }

  test('that contradicts asks a person, who can let it rest', async () => {
    const { id, first } = await sent();
    await report(id, { [first]: 'ACSC' });
    await report(id, { [first]: 'ACTC' });
    await report(id, { [first]: 'RJCT' });
    expect(await standing(id)).toMatchObject({ contradicted: 1 });
    const [transfer] = await transfersOf(id);
    expect(transfer).toMatchObject({ status: 'ACSC', contradicted: true });
    expect(transfer?.told.map(({ status, change }) => `${status} ${change}`)).toEqual([
      'ACSC moved',
      'ACTC late',
      'RJCT conflict',
    ]);
    const { items } = await exceptions.list(ana, { transaction: id, status: 'open' }, { size: 5 });
    expect(items).toMatchObject([
      { kind: 'payment_status_conflict', runbook: 'payment-status-conflict', actions: ['abandon'] },
    ]);
    const asked = present(items[0], 'it is asked about');
    const resolution = { action: 'abandon', reason: 'The bank confirmed ACSC.' } as const;
    expect(
      await exceptions.resolve(intentBy('ana', { permissions: PERMISSION_NAMES }), {
        ...{ id: asked.id as ExceptionId, ...resolution, version: asked.version },
      }),
    ).toMatchObject({ kind: 'accepted' });
  });

  test('under its key again gives the same answer, under another key the same report', async () => {
    const { id, first } = await sent();
    const { messageId, number } = await standing(id);
    const file = writePain002({
      messageId: 'ONCE',
      createdAt: '2026-04-01T10:00:00Z',
      originalMessageId: messageId,
      reasons: [],
      payments: [
        {
          originalPaymentInformationId: number,
          reasons: [],
          transfers: [{ endToEndId: first, status: 'ACTC', reasons: [] }],
        },
      ],
    });
    const once = await receive(file, 'once-1');
    if (once.kind !== 'accepted') throw new TypeError(once.kind);
    expect([...Value.Errors(PaymentStatusReportView, once.result)]).toEqual([]);
    expect(await receive(file, 'once-1')).toEqual({ kind: 'replayed', result: once.result });
    expect(await receive(`${file} `, 'once-1')).toEqual({ kind: 'reused' });
    expect(await receive(`${file}\n`, 'once-2')).toEqual({ kind: 'known', result: once.result });
    const listed = await payments.listReports(ana, { batch: id }, { size: 10 });
    expect(listed.items).toEqual([once.result]);
    expect([...Value.Errors(listPaymentStatusReports.replies[200].body, listed)]).toEqual([]);
  });

  test('that is none is refused, and one about nothing of ours is kept', async () => {
    expect(await receive('<Document/>', 'none')).toMatchObject({ kind: 'unacceptable' });
    const stray = writePain002({
      messageId: 'STRAY',
      createdAt: '2026-04-01T10:00:00Z',
      originalMessageId: 'SOMEBODY-ELSE',
      groupStatus: 'ACTC',
      reasons: [],
      payments: [],
    });
    expect(await receive(stray, 'stray')).toMatchObject({
      kind: 'accepted',
      result: { status: 'quarantined', reasons: [{ code: 'message_unknown' }], transfers: 0 },
    });
  });
});

test('lists are paged and filtered', async () => {
  const all = await payments.listBatches(ana, {}, { size: 500 });
  const pages: string[] = [];
  let after: string | undefined;
  do {
    const page = await payments.listBatches(ana, {}, { size: 3, ...(after && { after }) });
    pages.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(pages).toEqual(all.items.map(({ id }) => id));
  const trouble = await payments.listBatches(ana, { trouble: true }, { size: 100 });
  expect(trouble.items.length).toBe(2);
});

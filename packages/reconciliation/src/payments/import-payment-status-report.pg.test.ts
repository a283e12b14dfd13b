/** Reports and what they leave in the database: facts, statuses, exceptions, events, the audit. */

import type { PaymentBatch, PaymentStatus, PaymentStatusReport } from '@kontor/canon';
import { writePain002 } from '@kontor/formats';
import type { TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { addCompany, sampleOffice } from '../samples/office.ts';
import {
  importPaymentStatusReport,
  type ArrivingReport,
  type ReportOutcome,
} from './import-payment-status-report.ts';
import { registerPaymentBatch } from './register-payment-batch.ts';

const { pool } = await testDatabase();
const office = sampleOffice(pool);
const MESSAGE = '7Q2M4ZC8R1XK5T9VB3NJ';
let transactionId: TransactionId;

beforeEach(async () => {
  // Facts are never deleted, by nobody but a test.
  await pool.query(
    `alter table payment_status_fact disable trigger user;
     truncate payment_status_fact, payment_status_report, payment_transfer, payment_batch,
       exception, outbox, legal_entity cascade;
     alter table payment_status_fact enable trigger user`,
  );
  await addCompany(pool);
  transactionId = office.ids.next('TransactionId');
  await addTransaction('done');
  await registerPaymentBatch(pool, { transactionId, messageId: MESSAGE, batch });
});

const batch: PaymentBatch = {
  legalEntity: 'DE01',
  number: 'PAY-7',
  debtor: { name: 'Alster GmbH', iban: 'DE02120300000000202051' },
  executionDay: '2026-04-01',
  currency: 'EUR',
  transfers: ['100.00', '250.50', '9.99'].map((amount, index) => ({
    endToEndId: `E2E-${index + 1}`,
    amount,
    creditor: { name: `Supplier ${index + 1}`, iban: 'DE89370400440532013000' },
  })),
};

async function addTransaction(status: string): Promise<void> {
  await pool.query(
    `insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
       ordering_key, correlation_id, application_id, channel, number, status, input, state)
     values ($1, 'send-payment-batch', 1, 'DE01', $1, 'k', 'c', 'erp', 'api', 'PAY-7',
       $2, '{}', '{}')`,
    [transactionId, status],
  );
}

type Told = {
  readonly id: string;
  readonly group?: PaymentStatus;
  readonly transfers?: Readonly<Record<string, PaymentStatus>>;
  readonly message?: string;
};

function reportOf({ id, group, transfers = {}, message = MESSAGE }: Told): PaymentStatusReport {
  return {
    messageId: id,
    createdAt: '2026-04-01T10:00:00Z',
    originalMessageId: message,
    ...(group && { groupStatus: group }),
    reasons: [],
    payments: [
      {
        originalPaymentInformationId: 'PAY-7',
        reasons: [],
        transfers: Object.entries(transfers).map(([endToEndId, status]) => ({
          endToEndId,
          status,
          reasons: status === 'RJCT' ? [{ code: 'AC04', text: 'Account closed' }] : [],
        })),
      },
    ],
  };
}

function take(told: Told, more: Partial<ArrivingReport> = {}): Promise<ReportOutcome> {
  const report = reportOf(told);
  return importPaymentStatusReport(office, {
    source: bytesOf(writePain002(report)),
    channel: 'api',
    applicationId: 'bank-link',
    correlationId: 'test',
    answerable: 'DE01',
    ...more,
  });
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

async function statuses(): Promise<readonly (string | null)[]> {
  const { rows } = await pool.query<{ status: string | null }>(
    'select status from payment_transfer order by position',
  );
  return rows.map(({ status }) => status);
}

async function facts(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', message_id, position, told, change, fact.status) as line
     from payment_status_fact as fact join payment_status_report using (report_id)
     order by report_id, position`,
  );
  return rows.map(({ line }) => line);
}

async function exceptions() {
  const { rows } = await pool.query<{ code: string; text: string; kind: string }>(
    'select kind, code, text from exception order by exception_id',
  );
  return rows;
}

async function events(): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  const { rows } = await pool.query<{ type: string; data: Record<string, unknown> }>(
    'select type, data from outbox order by event_id',
  );
  return rows;
}

describe('the usual way of a batch', () => {
  test('statuses move forward, and each move is told once', async () => {
    await take({ id: 'B1', group: 'ACTC' });
    await take({ id: 'B2', group: 'PART', transfers: { 'E2E-1': 'ACSC', 'E2E-2': 'RJCT' } });
    expect(await statuses()).toEqual(['ACSC', 'RJCT', 'ACTC']);
    expect(await facts()).toEqual([
      'B1 1 ACTC moved ACTC',
      'B1 2 ACTC moved ACTC',
      'B1 3 ACTC moved ACTC',
      'B2 1 ACSC moved ACSC',
      'B2 2 RJCT moved RJCT',
    ]);
    const told = await events();
    expect(told.map(({ type }) => type)).toEqual(Array(5).fill('kontor.transfer.reported.v1'));
    expect(told.at(-1)?.data).toEqual({
      transaction: transactionId,
      legalEntity: 'DE01',
      number: 'PAY-7',
      endToEndId: 'E2E-2',
      amount: { amount: '250.50', currency: 'EUR' },
      status: 'RJCT',
      before: 'ACTC',
      reasons: [{ code: 'AC04', text: 'Account closed' }],
      report: 'B2',
    });
    const audit = await pool.query(
      `select action, detail from audit_entry where subject_id = $1 order by sequence`,
      [transactionId],
    );
    expect(audit.rows).toMatchObject([
      { action: 'payment_report.taken', detail: { transfers: 3, moved: 3 } },
      { action: 'payment_report.taken', detail: { transfers: 2, moved: 2 } },
    ]);
    expect(await exceptions()).toEqual([]);
  });

  test('a report twice is one, also under another name and both at once', async () => {
    const outcomes = await Promise.all([
      take({ id: 'B1', group: 'ACTC' }),
      take({ id: 'B1', group: 'ACTC' }, { name: 'copy.xml', channel: 'folder' }),
      take({ id: 'B1', group: 'ACTC' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['imported', 'known', 'known']);
    expect((await facts()).length).toBe(3);
    expect((await events()).length).toBe(3);
  });
});

describe('out of order', () => {
  test('settled stays settled: late is noted, a rejection afterwards is asked about once', async () => {
    await take({ id: 'B1', transfers: { 'E2E-1': 'ACSC' } });
    await take({ id: 'B2', transfers: { 'E2E-1': 'ACTC' } });
    await take({ id: 'B3', transfers: { 'E2E-1': 'RJCT' } });
    await take({ id: 'B3', transfers: { 'E2E-1': 'RJCT' } });
    await take({ id: 'B4', transfers: { 'E2E-1': 'RJCT' } });
    expect(await statuses()).toEqual(['ACSC', null, null]);
    expect(await facts()).toEqual([
      'B1 1 ACSC moved ACSC',
      'B2 1 ACTC late ACSC',
      'B3 1 RJCT conflict ACSC',
      'B4 1 RJCT repeated ACSC',
    ]);
    expect(await exceptions()).toEqual([
      {
        kind: 'delivery',
        code: 'payment_status_conflict',
        text:
          'Transfer E2E-1: settled (ACSC, told by report B1), and now rejected (RJCT, report B3 of ' +
          '2026-04-01T10:00:00Z): AC04 Account closed. Kontor keeps ACSC. Ask the bank where the ' +
          'money is before anything is paid again.',
      },
    ]);
    const types = (await events()).map(({ type }) => type);
    expect(types).toEqual(['kontor.transfer.reported.v1', 'kontor.exception.opened.v1']);
  });

  test('what contradicts a whole message is one question, with all that it means', async () => {
    await take({ id: 'B1', group: 'ACSC' });
    await take({ id: 'B2', group: 'RJCT' });
    expect(await statuses()).toEqual(['ACSC', 'ACSC', 'ACSC']);
    const [asked, ...more] = await exceptions();
    expect(more).toEqual([]);
    expect(asked?.text).toContain('3 transfers of the batch (E2E-1, E2E-2, E2E-3): settled');
  });
});

describe('what is not taken is kept, with a sentence, and asks a person once', () => {
  test('a report on a message that was never sent', async () => {
    const stray = { id: 'B9', group: 'ACTC', message: 'SOMEBODY-ELSE' } as const;
    expect(await take(stray, { name: 'stray.xml' })).toMatchObject({
      kind: 'imported',
      report: { status: 'quarantined', reasons: [{ code: 'message_unknown' }] },
    });
    expect(await take(stray)).toMatchObject({ kind: 'known' });
    expect(await exceptions()).toEqual([
      {
        kind: 'file',
        code: 'payment_report_quarantined',
        text:
          'stray.xml is not taken. The report is about message SOMEBODY-ELSE, which Kontor did ' +
          'not send. It may be of payments that another program sent, or of the time that a ' +
          'restore lost.',
      },
    ]);
    const kept = await pool.query('select report from payment_status_report');
    expect(kept.rows).toEqual([{ report: reportOf(stray) }]);
  });

  test('another report under the id of one before', async () => {
    await take({ id: 'B1', group: 'ACTC' });
    expect(await take({ id: 'B1', group: 'ACSC' })).toMatchObject({
      report: { status: 'quarantined', reasons: [{ code: 'report_changed' }] },
    });
    expect(await statuses()).toEqual(['ACTC', 'ACTC', 'ACTC']);
  });

  test('a transfer that was not in the batch', async () => {
    const outcome = await take({ id: 'B1', transfers: { 'E2E-1': 'ACSC', 'E2E-4': 'ACSC' } });
    expect(outcome).toMatchObject({ report: { reasons: [{ code: 'transfer_unknown' }] } });
    expect(await statuses()).toEqual([null, null, null]);
  });

  test.each(['waiting', 'refused'])('a batch that is %s here', async (status) => {
    await pool.query('update transaction set status = $1 where transaction_id = $2', [
      status,
      transactionId,
    ]);
    expect(await take({ id: 'B1', group: 'RCVD' })).toMatchObject({
      report: { status: 'quarantined', reasons: [{ code: 'batch_not_sent' }] },
    });
  });
});

test('a sender who may not act for the company learns that and leaves nothing', async () => {
  const outcome = await take({ id: 'B1', group: 'ACTC' }, { permitted: new Set(['GB01']) });
  expect(outcome).toEqual({ kind: 'entity_forbidden', legalEntity: 'DE01' });
  expect(await statuses()).toEqual([null, null, null]);
  const kept = await pool.query('select from payment_status_report');
  expect(kept.rowCount).toBe(0);
});

describe('what holds even if the code above it is wrong', () => {
  test.each<[string, string]>([
    ['ACSC', 'RJCT'],
    ['RJCT', 'ACSC'],
    ['ACCC', 'ACSC'],
  ])('%s never becomes %s', async (before, after) => {
    await pool.query('update payment_transfer set status = $1', [before]);
    await expect(pool.query('update payment_transfer set status = $1', [after])).rejects.toThrow(
      /stays so/,
    );
  });

  test('a fact is never changed', async () => {
    await take({ id: 'B1', group: 'ACTC' });
    await expect(pool.query(`update payment_status_fact set told = 'ACSC'`)).rejects.toThrow(
      /append-only/,
    );
  });
});

test('ten thousand transfers are taken in one go', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    endToEndId: `M-${index}`,
    amount: '1.00',
    creditor: { name: 'Supplier', iban: 'DE89370400440532013000' },
  }));
  transactionId = office.ids.next('TransactionId');
  await addTransaction('done');
  const messageId = 'MANY';
  const large = { ...batch, transfers: many };
  await registerPaymentBatch(pool, { transactionId, messageId, batch: large });
  expect(await take({ id: 'B1', group: 'ACSC', message: messageId })).toMatchObject({
    report: { status: 'taken' },
  });
  const { rows } = await pool.query(
    `select count(*)::integer as count from payment_transfer where status = 'ACSC'`,
  );
  expect(rows).toEqual([{ count: 10_000 }]);
});

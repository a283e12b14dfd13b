/** Two people, a worker, and what may come in between: time, a hold, a crash, a restore. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordCertificate } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { migrate, openPool } from '@kontor/postgres';
import { madeDatabases, testDatabase } from '@kontor/testing';
import type pg from 'pg';
import { Value } from 'typebox/value';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { holdAfterRestore } from '../../restore/hold-after-restore.ts';
import { callBy, intentBy } from '../../services/testing/office.ts';
import {
  deletionDesk,
  idsLeft,
  IDLE_MS,
  orphansOf,
  writeLastEvent,
} from '../testing/deletion-desk.ts';
import { writeRecords, type SomeRecord } from '../testing/some-records.ts';
import { at, someRecord } from '../testing/some-scenes.ts';

const { pool } = await testDatabase();
const databases = madeDatabases();
const TERM = { years: 10, yearEndsInMonth: 12, saidOf: 'country' } as const;
const TERMS = new Map([['DE01', TERM]]);
const NOW = at('2021-06-01T00:00:00Z');
const desk = deletionDesk(pool, TERMS, NOW);
const MONTH = '2010-05';

const RECORDS = [
  record('a', { minor: '11900' }),
  record('b', { minor: '-900', acceptedAt: at('2010-05-20T00:00:00Z'), status: 'refused' }),
  record('c', { minor: '500', currency: 'JPY' }),
  record('paid', { minor: '7', acceptedAt: at('2010-06-02T00:00:00Z'), pays: 'a' }),
  record('kept', { open: 'exception' }),
  record('other', { legalEntity: 'FR01' }),
  record('later', { acceptedAt: at('2010-06-01T00:00:00Z') }),
];

function record(id: string, change: Partial<SomeRecord> = {}): SomeRecord {
  const acceptedAt = at('2010-05-10T00:00:00Z');
  return someRecord({ id, acceptedAt, currency: 'EUR', minor: '1', ...change });
}

beforeEach(async () => {
  await writeRecords(pool, RECORDS);
  await writeLastEvent(pool);
});

test('what was asked for and agreed to goes, with what it is linked to, and is certified', async () => {
  const digest = await expectedDigest(['a', 'b', 'c', 'paid']);
  const asked = present(await desk.ask('DE01', MONTH), 'something is due');
  expect(asked).toMatchObject({
    status: 'asked',
    dueBefore: '2011-01-01',
    meant: {
      ...{ records: 4, ofOtherMonths: 1 },
      totals: [
        { count: 3, total: { amount: '110.07', currency: 'EUR' } },
        { count: 1, total: { amount: '500', currency: 'JPY' } },
      ],
      ...{ oldestAt: '2010-05-10T00:00:00.000Z', newestAt: '2010-06-02T00:00:00.000Z' },
    },
  });
  await desk.toItsEnd();
  expect(await idsLeft(pool)).toHaveLength(7);
  await desk.approve(asked);
  await desk.toItsEnd();
  expect(await idsLeft(pool)).toEqual(['kept', 'later', 'other']);
  expect(await orphansOf(pool)).toEqual([]);
  const { certificate, ...done } = await desk.find(asked.id);
  expect(done).toMatchObject({ status: 'done', went: asked.meant });
  expect([...Value.Errors(RecordCertificate, certificate)]).toEqual([]);
  expect(certificate).toMatchObject({
    ...{ outcome: 'done', month: MONTH, legalEntity: 'DE01', askedBy: 'ana', approvedBy: 'ben' },
    ...{ reason: 'It is over.', approvalReason: 'Agreed.', meant: asked.meant, went: asked.meant },
    ...{ term: { years: 10, yearEndsInMonth: 12 }, digest: { value: digest } },
    rows: {
      ...{ transaction: 4, transaction_message: 8, transaction_input: 8, event: 4 },
      ...{ delivery: 8, delivery_attempt: 8, exception: 4, exception_comment: 4 },
      ...{ open_item: 1, match: 1, claim: 1 },
    },
  });
  expect(await trail()).toEqual([
    'ana records.deletion_asked',
    'ben records.deletion_decided',
    'engine records.deleted',
  ]);
  const { rows } = await pool.query(`select detail from audit_entry where action = 'records.deleted'
    and subject_id = '${asked.id}'`);
  expect(rows).toEqual([{ detail: certificate }]);
  expect(await events()).toEqual(['asked', 'decided', 'ended']);
});

describe('payments out', () => {
  test('go with their transfers and with what the bank reported of them', async () => {
    await pool.query(paymentOf('a', '2010-05-12'));
    const asked = present(await desk.askAndApprove('DE01', MONTH), 'something is due');
    await desk.toItsEnd();
    const payments = { payment_batch: 1, payment_transfer: 1, payment_status_report: 5 };
    expect((await desk.find(asked.id)).certificate?.rows).toMatchObject({
      ...{ ...payments, payment_status_fact: 1 },
    });
    expect(await orphansOf(pool)).toEqual([]);
  });

  test('are as young as the last report of them, with all that they are linked to', async () => {
    await pool.query(paymentOf('a', '2011-01-02'));
    const asked = present(await desk.ask('DE01', MONTH), 'something else is due');
    expect(asked.meant.records).toBe(2);
    await expect(pool.query('delete from payment_batch')).rejects.toThrow('financial record');
    await expect(pool.query('delete from payment_status_fact')).rejects.toThrow('append-only');
  });
});

describe('two people', () => {
  test('are needed: whoever asked does not approve, however they write their name', async () => {
    const asked = present(await desk.ask('DE01', MONTH), 'something is due');
    for (const by of ['ana', 'Ana', 'ANA']) {
      expect(await desk.approve(asked, by)).toEqual({ kind: 'own_work' });
    }
    await expect(
      pool.query(`update record_deletion set status = 'approved', decided_by = 'Ana',
        decided_at = now(), decision_reason = 'x' where deletion_id = '${asked.id}'`),
    ).rejects.toThrow('another_person_agrees');
    await desk.toItsEnd();
    expect(await idsLeft(pool)).toHaveLength(7);
  });

  test('ask once at a time, for what they may act for, and for what is due', async () => {
    const ask = (month: string, legalEntity = 'DE01', entities = ['DE01']) =>
      desk.records.askDeletion(intentBy('zoe', { entities }), { month, legalEntity, reason: 'x' });
    expect(await ask(MONTH, 'FR01')).toEqual({ kind: 'entity_forbidden', legalEntity: 'FR01' });
    expect(await ask(MONTH, 'FR01', ['FR01'])).toMatchObject({
      detail: expect.stringMatching(/no term/),
    });
    expect(await ask('2010-07')).toMatchObject({
      kind: 'impossible',
      detail: expect.stringMatching(/Nothing/),
    });
    const asked = present(await desk.ask('DE01', MONTH), 'something is due');
    expect(await ask(MONTH)).toMatchObject({
      kind: 'impossible',
      detail: expect.stringMatching(/already/),
    });
    const by = callBy('jean', { entities: ['FR01'] });
    const decision = { ...asked, decision: 'approve', reason: 'x' } as const;
    expect(await desk.records.decideDeletion(by, decision)).toEqual({ kind: 'absent' });
    expect(await desk.records.findDeletion(by, asked.id)).toEqual({ kind: 'absent' });
  });

  test('of two who decide, the second learns who was quicker; declined, nothing goes', async () => {
    const asked = present(await desk.ask('DE01', MONTH), 'something is due');
    const decline = { ...asked, decision: 'decline', reason: 'No.' } as const;
    expect(await desk.records.decideDeletion(callBy('ben', desk.all), decline)).toMatchObject({
      value: { status: 'declined', decided: { by: 'ben', reason: 'No.' } },
    });
    expect(await desk.approve(asked, 'zoe')).toMatchObject({
      ...{ kind: 'stale', quicker: { by: 'ben' } },
    });
    await desk.toItsEnd();
    expect(await idsLeft(pool)).toHaveLength(7);
    expect(await itemsLeft()).toBe(0);
  });
});

describe('time', () => {
  test('an approval that comes too late is refused, and nothing goes', async () => {
    const asked = present(await desk.ask('DE01', MONTH), 'something is due');
    await letTimePass(asked.id);
    expect(await desk.approve(asked)).toMatchObject({
      kind: 'impossible',
      detail: expect.stringMatching(/over/),
    });
    await desk.toItsEnd();
    expect(await desk.find(asked.id)).toMatchObject({ status: 'expired' });
    expect(await trail()).toEqual([
      'ana records.deletion_asked',
      'engine records.deletion_expired',
    ]);
    expect(await idsLeft(pool)).toHaveLength(7);
    expect(await itemsLeft()).toBe(0);
  });

  test('an approval that expired deletes nothing more, and what went is certified', async () => {
    const asked = present(await desk.askAndApprove('DE01', MONTH), 'something is due');
    await desk.worker(1)();
    const left = (await idsLeft(pool)).length;
    expect(left).toBeLessThan(7);
    expect(left).toBeGreaterThan(3);
    await letTimePass(asked.id);
    await desk.toItsEnd();
    expect(await idsLeft(pool)).toHaveLength(left);
    expect(await desk.find(asked.id)).toMatchObject({
      ...{ status: 'expired', certificate: { outcome: 'expired', went: { records: 7 - left } } },
    });
  });
});

describe('a hold', () => {
  test('that is being placed while a batch works is waited for, and wins', async () => {
    await desk.askAndApprove('DE01', MONTH);
    const court = await pool.connect();
    await court.query('begin');
    await court.query(PLACE_HOLD);
    // The hold is written and not yet there for others: the batch gives way.
    expect(await desk.worker()()).toBeLessThan(IDLE_MS);
    expect(await idsLeft(pool)).toHaveLength(7);
    const working = untilIdle(desk.worker());
    await sleep(100);
    await court.query('commit');
    court.release();
    await working;
    expect(await idsLeft(pool)).toHaveLength(7);
  });

  test('that comes while a batch works waits for it, and keeps the rest', async () => {
    await desk.askAndApprove('DE01', MONTH);
    await pool.query(SLOWLY);
    const working = desk.worker(1)();
    await sleep(150);
    const startedAt = performance.now();
    await pool.query(PLACE_HOLD);
    expect(performance.now() - startedAt).toBeGreaterThan(100);
    await working;
    const left = await idsLeft(pool);
    await pool.query('drop trigger slowly on transaction');
    await desk.toItsEnd();
    expect(await idsLeft(pool)).toEqual(left);
    expect(left.length).toBeGreaterThan(3);
  });
});

test('what somebody opens again while a batch works is waited for, and stays', async () => {
  await desk.askAndApprove('DE01', MONTH);
  const clerk = await pool.connect();
  await clerk.query('begin');
  await clerk.query(`update exception set status = 'open' where exception_id = 'exc-c'`);
  const working = desk.worker()();
  await sleep(200);
  await clerk.query('commit');
  clerk.release();
  await working;
  await desk.toItsEnd();
  expect(await idsLeft(pool)).toEqual(['c', 'kept', 'later', 'other']);
});

describe('a worker', () => {
  test('that is killed in the middle did nothing; the next one ends with the same certificate', async () => {
    const undisturbed = deletionDesk(await another(), TERMS, NOW);
    const one = present(await undisturbed.askAndApprove('DE01', MONTH), 'something is due');
    await undisturbed.toItsEnd();
    const asked = present(await desk.askAndApprove('DE01', MONTH), 'something is due');
    await desk.worker(1)();
    const before = await idsLeft(pool);
    await pool.query(SLOWLY);
    const killed = desk
      .worker(1)()
      .catch((error: unknown) => error);
    await killWhoDeletes();
    expect(await killed).toBeInstanceOf(Error);
    await pool.query('drop trigger slowly on transaction');
    expect(await idsLeft(pool)).toEqual(before);
    await desk.toItsEnd(1);
    const [expected, { certificate }] = [await undisturbed.find(one.id), await desk.find(asked.id)];
    for (const fact of ['went', 'rows', 'digest'] as const) {
      expect(certificate?.[fact]).toEqual(expected.certificate?.[fact]);
    }
  });

  test('works alone: another one goes away at once', async () => {
    await desk.askAndApprove('DE01', MONTH);
    await pool.query(SLOWLY);
    const working = desk.worker()();
    await sleep(100);
    expect(await desk.worker()()).toBe(IDLE_MS);
    await working;
    await pool.query('drop trigger slowly on transaction');
  });
});

test('a restored backup stops what was asked and approved; asked for again, the same goes', async () => {
  const asked = present(await desk.askAndApprove('DE01', MONTH), 'something is due');
  await desk.toItsEnd();
  // The backup is of the moment after the approval: it knows of no hold that came later.
  const restored = await another();
  const there = deletionDesk(restored, TERMS, NOW);
  const before = present(await there.askAndApprove('DE01', MONTH), 'something is due');
  await holdAfterRestore(restored, 'monday');
  await there.toItsEnd();
  expect(await idsLeft(restored)).toHaveLength(7);
  expect(await there.find(before.id)).toMatchObject({
    ...{ status: 'stopped', certificate: { outcome: 'stopped', went: { records: 0 } } },
  });
  const again = present(await there.askAndApprove('DE01', MONTH), 'it is due again');
  await there.toItsEnd();
  const { certificate } = await there.find(again.id);
  expect(certificate?.digest).toEqual((await desk.find(asked.id)).certificate?.digest);
  expect(await orphansOf(restored)).toEqual([]);
});

describe('what the database holds, whatever the code above it does', () => {
  test.each([
    ['transaction', 'delete from transaction'],
    ['transaction_message', 'delete from transaction_message'],
    ['transaction_message_before', 'delete from transaction_message_before'],
    ['transaction_input', 'delete from transaction_input'],
    ['delivery', 'delete from delivery'],
    ['exception', 'delete from exception'],
    ['match', 'delete from match'],
    ['event', 'delete from event'],
  ])('nothing of %s is deleted by hand', async (_table, text) => {
    await desk.askAndApprove('DE01', MONTH);
    await expect(pool.query(text)).rejects.toThrow(/append-only|financial record/);
  });

  test.each([
    ['before it is approved', false, 'c'],
    ['that was not named', true, 'later'],
    ['that is not finished', true, 'kept'],
  ])('no note is written of a record %s', async (_when, isApproved, id) => {
    const asked = present(await desk.ask('DE01', MONTH), 'something is due');
    if (isApproved) await desk.approve(asked);
    await pool.query(`update transaction set status = 'parked' where transaction_id = 'kept'`);
    await expect(inOneTransaction(asked.id, noteOf(asked.id, id))).rejects.toThrow(
      /in no deletion|is not finished/,
    );
  });

  test('no note is written of a record on hold, and none without its own time', async () => {
    const asked = present(await desk.askAndApprove('DE01', MONTH), 'something is due');
    await expect(pool.query(noteOf(asked.id, 'c'))).rejects.toThrow('in no deletion');
    await pool.query(PLACE_HOLD);
    await expect(inOneTransaction(asked.id, noteOf(asked.id, 'c'))).rejects.toThrow('is on hold');
  });

  test.each([
    [`insert into record_deletion_item select deletion_id, 'later' from record_deletion`, 'means'],
    [`update record_deletion set month = '2010-06'`, 'not changed'],
    [`update record_deletion set expires_at = now() + interval '1 year'`, 'not changed'],
    [`update record_deletion set status = 'asked', decided_by = null`, 'not changed'],
    [`delete from record_deletion`, 'append-only'],
    [`update deleted_record set business_key = null`, 'append-only'],
    [`delete from deleted_record`, 'append-only'],
  ])('%s is refused', async (text, message) => {
    await desk.askAndApprove('DE01', MONTH);
    await expect(pool.query(text)).rejects.toThrow(message);
  });
});

/** The rule of the certificate in other words: rows are read and hashed here. */
async function expectedDigest(ids: readonly string[]): Promise<string> {
  const { rows } = await pool.query<{ id: string; what: string }>(
    `select transaction_id as id, jsonb_build_array(transaction_id, process, process_version,
       legal_entity, business_key, number, status, currency, amount_minor::text,
       to_char(accepted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), input,
       (select jsonb_agg(messages order by position) from transaction_message as stream
         where stream.transaction_id = transaction.transaction_id))::text as what
     from transaction where transaction_id = any($1)`,
    [ids],
  );
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return sha256(
    rows
      .map(({ id, what }) => `${id} ${sha256(what)}\n`)
      .sort()
      .join(''),
  );
}

async function trail(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ actor: string; action: string }>(
    `select actor, action from audit_entry
     where subject_kind = 'record-deletion'
       and subject_id = (select max(deletion_id) from record_deletion) order by sequence`,
  );
  return rows.map(({ actor, action }) => `${actor} ${action}`);
}

async function events(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ step: string }>(
    `select split_part(type, '.', 3) as step from outbox where type like 'kontor.deletion.%'
     order by outbox_id`,
  );
  return rows.map(({ step }) => step);
}

async function itemsLeft(): Promise<number> {
  const { rows } = await pool.query('select from record_deletion_item');
  return rows.length;
}

/** As if 72 hours had passed; triggers would refuse it. */
async function letTimePass(id: string): Promise<void> {
  const db = await pool.connect();
  try {
    await db.query('set session_replication_role = replica');
    await db.query(
      `update record_deletion set expires_at = now() - interval '1 s' where deletion_id = $1`,
      [id],
    );
  } finally {
    await db.query('reset session_replication_role');
    db.release();
  }
}

async function untilIdle(work: () => Promise<number>): Promise<void> {
  while ((await work()) < IDLE_MS);
}

/** The marker that only an approved request takes, and what is tried with it. */
async function inOneTransaction(id: string, text: string): Promise<void> {
  const db = await pool.connect();
  try {
    await db.query('begin');
    await db.query(
      `update record_deletion set worked_at = now() where deletion_id = $1 and status = 'approved'`,
      [id],
    );
    await db.query(text);
  } finally {
    await db.query('rollback');
    db.release();
  }
}

function noteOf(deletion: string, id: string): string {
  return `insert into deleted_record
      (transaction_id, deletion_id, process, legal_entity, fingerprint)
    values ('${id}', '${deletion}', 'p', 'DE01', '')`;
}

/** Another database with the same records. */
async function another(): Promise<pg.Pool> {
  const other = openPool({ connectionString: await databases.empty() });
  onTestFinished(() => other.end());
  await migrate(other, MIGRATIONS);
  await writeRecords(other, RECORDS);
  await writeLastEvent(other);
  return other;
}

async function killWhoDeletes(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(KILL);
    if (rows.length > 0) return;
    await sleep(10);
  }
}

function paymentOf(id: string, reportedOn: string): string {
  return `
    insert into payment_batch (transaction_id, message_id, legal_entity, number, account,
      execution_day, currency, amount_minor, transfer_count)
    values ('${id}', 'm', 'DE01', 'x', 'x', '2010-05-11', 'EUR', 1, 1);
    insert into payment_transfer (transaction_id, position, end_to_end_id, amount_minor,
      creditor_name, creditor_account)
    values ('${id}', 1, 'e', 1, 'x', 'x');
    insert into payment_status_report (report_id, message_id, original_message_id, transaction_id,
      legal_entity, told_at, status, reasons, report, fingerprint, content_hash, size_bytes,
      channel, application_id, correlation_id, received_at)
    values ('r', 'b', 'm', '${id}', 'DE01', 'x', 'taken', '[]', '{}', 'x', 'x', 1, 'api', 'x', 'x',
      '${reportedOn}T12:00:00Z');
    insert into payment_status_fact (report_id, position, transaction_id, level, told, change,
      status, reasons)
    values ('r', 1, '${id}', 'x', 'ACSC', 'moved', 'ACSC', '[]')`;
}

const PLACE_HOLD = `
  insert into legal_hold (hold_id, reference, reason, customer, placed_by)
  values ('hold-late', 'x', 'x', 'C1', 'zoe')
`;

/** A batch that takes long enough to be met in the middle. */
const SLOWLY = `
  create or replace function slowly() returns trigger language plpgsql as $$
  begin
    perform pg_sleep(0.4);
    return null;
  end $$;
  create trigger slowly after delete on transaction
    for each statement execute function slowly();
`;

const KILL = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state = 'active'
    and query like '%delete from transaction %'
`;

const MIGRATIONS = join(import.meta.dirname, '../../../../../database/migrations');

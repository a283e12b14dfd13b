import { inTransaction } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { present } from '@kontor/kernel';
import { beforeEach, describe, expect, test } from 'vitest';
import { receivablesOperations } from '../receivables-connector.ts';
import { camtStatement, closingOf, type SampleEntry } from '../samples/camt-statement.ts';
import { addCustomer, addOpenItem, sampleEngine } from '../samples/matching-office.ts';
import {
  addAccount,
  addCompany,
  HOUSE_ACCOUNT,
  importText,
  SECOND_ACCOUNT,
} from '../samples/office.ts';
import { matchBankEntries } from './match-bank-entries.ts';

const { pool } = await testDatabase();
const PAYER = 'DE89370400440532013000';
let engine = sampleEngine(pool);
let day = 1;
let balance = '1000.00';

beforeEach(async () => {
  await pool.query(
    `truncate staged_entries, bank_file, bank_statement, bank_entry, exception, exception_comment,
       outbox, match, claim, legal_entity, bank_account, period, tax_code, open_item, customer
       cascade`,
  );
  await addCompany(pool);
  await addAccount(pool, HOUSE_ACCOUNT);
  await addCustomer(pool, 'C1', 'Nordlicht Handels GmbH', PAYER);
  engine = sampleEngine(pool);
  day = 1;
  balance = '1000.00';
});

/** A statement of the next day, booked. */
async function receive(...entries: readonly SampleEntry[]): Promise<void> {
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  const statement = { id: `S${day}`, account: HOUSE_ACCOUNT, day: date, opening: balance, entries };
  const outcome = await importText(engine.office, camtStatement(statement));
  expect(outcome).toMatchObject({ file: { status: 'booked' } });
  balance = closingOf(statement);
  day += 1;
}

describe('receipts', () => {
  test('one that names an invoice claims it and starts the process, in one transaction', async () => {
    const openItemId = await addOpenItem(engine, { number: 'RE-2026-0042', amount: '1190.00' });
    await receive({ amount: '1190.00', text: 'Rechnung RE 2026 0042', endToEndId: 'E2E-1' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 1, asked: 0 });
    expect(await entries()).toEqual(['matched 1190.00 claimed 1190.00']);
    expect(await items()).toEqual(['RE-2026-0042 cleared 1190.00']);
    expect(engine.started).toHaveLength(1);
    expect(engine.started[0]).toMatchObject({
      actor: 'rule:reference',
      input: {
        customer: 'C1',
        amount: '1190.00',
        bankLedgerAccount: '1800',
        bankReference: 'E2E-1',
        bookingDay: '2026-03-01',
        allocations: [
          { openItemId, invoiceNumber: 'RE-2026-0042', amount: '1190.00', isCleared: true },
        ],
        differences: [],
      },
    });
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 0, asked: 0 });
  });

  test('two of them pay one invoice, the second within the tolerance', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '100.00' });
    await receive(
      { amount: '60.00', text: 'RE-2026-0042 Teil 1' },
      { amount: '39.96', text: 'RE-2026-0042 Rest' },
    );
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 2 });
    expect(await items()).toEqual(['RE-2026-0042 cleared 100.00']);
    expect(engine.started[1]?.input.differences).toEqual([
      { account: '4730', amount: '0.04', reason: 'tolerance' },
    ]);
  });

  test('one that fits nothing is asked about, and matched when its invoice appears', async () => {
    await receive({ amount: '77.00', text: 'RE-2026-0099' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ asked: 1 });
    expect(await exceptions()).toEqual(['receipt_without_match open']);
    expect(await entries()).toEqual(['open 77.00 claimed 0.00']);
    await addOpenItem(engine, { number: 'RE-2026-0001', amount: '5.00' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 0, asked: 0 });
    await addOpenItem(engine, { number: 'RE-2026-0099', amount: '80.00' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 1 });
    expect(await exceptions()).toEqual(['receipt_without_match resolved']);
    const { rows } = await pool.query<{ data: object }>(
      `select data from outbox where type = 'kontor.exception.resolved.v1'`,
    );
    expect(rows[0]?.data).toMatchObject({ action: 'retry', by: 'engine' });
  });

  test('an invoice of another legal entity or currency is never paid', async () => {
    await addCompany(pool, 'FR01');
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '10.00', legalEntity: 'FR01' });
    await addOpenItem(engine, { number: 'RE-2026-0043', amount: '10.00', currency: 'USD' });
    await receive(
      { amount: '10.00', text: 'RE-2026-0042' },
      { amount: '10.00', text: 'RE-2026-0043' },
    );
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 0, asked: 2 });
  });

  test('the only sum of a known payer’s items that fits is paid', async () => {
    for (const [number, amount] of [
      ['A-1001', '10.00'],
      ['A-1002', '20.00'],
      ['A-1003', '45.00'],
    ]) {
      await addOpenItem(engine, { number: number ?? '', amount: amount ?? '' });
    }
    await receive({ amount: '55.00', payerIban: PAYER, payer: 'whoever' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 1 });
    expect(await items()).toEqual([
      'A-1001 cleared 10.00',
      'A-1002 open 0.00',
      'A-1003 cleared 45.00',
    ]);
  });

  test('one that cannot be handled does not stop those behind it', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '10.00' });
    await addOpenItem(engine, { number: 'RE-2026-0043', amount: '20.00' });
    await receive(
      { amount: '10.00', text: 'RE-2026-0042' },
      { amount: '20.00', text: 'RE-2026-0043' },
    );
    const { startProcess } = engine.office;
    const office = {
      ...engine.office,
      startProcess: ((db, start) => {
        if (start.input.amount === '10.00') throw new Error('poison');
        return startProcess(db, start);
      }) satisfies typeof startProcess,
    };
    expect(await matchBankEntries(office)).toMatchObject({ matched: 1, asked: 1 });
    expect(await exceptions()).toEqual(['receipt_could_not_be_handled open']);
    expect(await items()).toEqual(['RE-2026-0042 open 0.00', 'RE-2026-0043 cleared 20.00']);
  });

  test('a lock that takes too long asks nobody: the round is repeated', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '10.00' });
    await receive({ amount: '10.00', text: 'RE-2026-0042' });
    const { startProcess, pool } = engine.office;
    const impatient = {
      ...engine.office,
      startProcess: (async (db, start) => {
        await db.query({ text: `set local lock_timeout = '20ms'` });
        await db.query({ text: 'select pg_advisory_xact_lock(1)' });
        return startProcess(db, start);
      }) satisfies typeof startProcess,
    };
    const other = await pool.connect();
    await other.query('select pg_advisory_lock(1)');
    await expect(matchBankEntries(impatient)).rejects.toMatchObject({ code: '55P03' });
    other.release(true);
    expect(await exceptions()).toEqual([]);
    expect(await matchBankEntries(impatient)).toMatchObject({ matched: 1, asked: 0 });
  });

  test('eight workers at once claim nothing twice', async () => {
    for (let n = 0; n < 30; n++)
      await addOpenItem(engine, { number: `RE-${1000 + n}`, amount: '10.00' });
    await receive(
      ...Array.from({ length: 60 }, (_, n) => ({ amount: '10.00', text: `RE-${1000 + (n % 30)}` })),
    );
    await Promise.all(Array.from({ length: 8 }, () => matchBankEntries(engine.office)));
    await matchBankEntries(engine.office);
    expect(new Set(await items())).toEqual(
      new Set(Array.from({ length: 30 }, (_, n) => `RE-${1000 + n} cleared 10.00`)),
    );
    expect((await entries()).filter((line) => line.startsWith('matched'))).toHaveLength(30);
    expect(engine.started.length).toBeGreaterThanOrEqual(30);
  });
});

test('workers of two accounts that want the same items: each is claimed once, nobody stumbles', async () => {
  await addAccount(pool, SECOND_ACCOUNT);
  for (let n = 0; n < 40; n++) {
    await addOpenItem(engine, { number: `RE-${1000 + n}`, amount: '10.00' });
  }
  const entries = Array.from({ length: 40 }, (_, n) => ({
    amount: '10.00',
    text: `RE-${1000 + n}`,
  }));
  await receive(...entries);
  const same = { id: 'T', account: SECOND_ACCOUNT, day: '2026-03-01', opening: '0.00', entries };
  await importText(engine.office, camtStatement(same));
  await pool.query(`update bank_entry set booking_day = '2026-03-01'`);
  await Promise.all([matchBankEntries(engine.office), matchBankEntries(engine.office)]);
  await matchBankEntries(engine.office);
  expect(new Set((await items()).map((line) => line.split(' ')[1]))).toEqual(new Set(['cleared']));
  const codes = new Set((await exceptions()).map((line) => line.split(' ')[0]));
  expect(codes).toEqual(new Set(['receipt_without_match']));
});

describe('debits', () => {
  test('charges and transfers of ours are passed over', async () => {
    await receive({ amount: '-12.00', text: 'Bank charges' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ passed: 1 });
    expect(await entries()).toEqual(['none 12.00 claimed 0.00']);
  });

  test('a returned receipt takes its match back, and is not matched again', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '50.00' });
    await receive({ amount: '50.00', text: 'RE-2026-0042', endToEndId: 'E2E-7' });
    await matchBankEntries(engine.office);
    await receive({ amount: '-50.00', endToEndId: 'E2E-7', returnReason: 'AC04' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ returned: 1 });
    expect(engine.undone).toEqual([
      expect.objectContaining({ by: 'engine', reason: 'The bank took it back: AC04.' }),
    ]);
    await receivables()['match.release'](await confirmationOf());
    expect(await items()).toEqual(['RE-2026-0042 open 0.00']);
    expect(await entries()).toEqual(['returned 50.00 claimed 0.00', 'returned 50.00 claimed 0.00']);
    expect(await exceptions()).toEqual([]);
    const { rows } = await pool.query(
      `select data from outbox where type = 'kontor.payment.returned.v1'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].data).toMatchObject({ returnReason: 'AC04', numbers: ['RE-2026-0042'] });
  });

  test('a return waits while its receipt is still being posted', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '50.00' });
    await receive({ amount: '50.00', text: 'RE-2026-0042', payerIban: PAYER });
    await matchBankEntries(engine.office);
    await receive({ amount: '-50.00', reversal: true, payerIban: PAYER });
    engine.undoAnswer = { kind: 'not_possible', detail: 'It is being posted.' };
    expect(await matchBankEntries(engine.office)).toMatchObject({ deferred: 1 });
    engine.undoAnswer = { kind: 'asked' };
    expect(await matchBankEntries(engine.office)).toMatchObject({ returned: 0, deferred: 0 });
    await pool.query(`update bank_entry set tried_at = now() - interval '1 minute'`);
    expect(await matchBankEntries(engine.office)).toMatchObject({ returned: 1 });
  });

  test('a return without its receipt is asked about', async () => {
    await receive({ amount: '-50.00', endToEndId: 'E2E-8', returnReason: 'MD06' });
    expect(await matchBankEntries(engine.office)).toMatchObject({ asked: 1 });
    expect(await exceptions()).toEqual(['return_without_original open']);
  });
});

describe('the sub-ledger as a system', () => {
  test('an item that is matched cannot be cancelled; a free one can, once and again', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '50.00' });
    await addOpenItem(engine, { number: 'RE-2026-0043', amount: '50.00' });
    await receive({ amount: '50.00', text: 'RE-2026-0042' });
    await matchBankEntries(engine.office);
    const { rows } = await pool.query<{ transaction_id: string }>(
      'select transaction_id from open_item order by number',
    );
    const [matched, free] = rows.map(({ transaction_id: transactionId }) => ({
      transactionId,
      reference: '0'.repeat(20),
    }));
    const cancel = receivables()['openItem.cancel'];
    expect(await cancel(present(matched, 'first'))).toMatchObject({
      kind: 'rejected',
      vendorCode: 'OPEN_ITEM_MATCHED',
    });
    expect(await cancel(present(free, 'second'))).toMatchObject({ kind: 'confirmed' });
    expect(await cancel(present(free, 'second'))).toMatchObject({ kind: 'confirmed' });
    expect(await items()).toEqual(['RE-2026-0042 cleared 50.00', 'RE-2026-0043 cancelled 0.00']);
  });

  test('a match is confirmed until it is released', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '50.00' });
    await receive({ amount: '50.00', text: 'RE-2026-0042' });
    await matchBankEntries(engine.office);
    const confirmation = await confirmationOf();
    expect(await receivables()['match.confirm'](confirmation)).toMatchObject({ kind: 'confirmed' });
    await receivables()['match.release'](confirmation);
    expect(await receivables()['match.confirm'](confirmation)).toMatchObject({ kind: 'rejected' });
  });
});

describe('the database itself', () => {
  test('refuses a match that does not add up, and claims beyond what is owed', async () => {
    const item = await addOpenItem(engine, { number: 'RE-2026-0042', amount: '50.00' });
    await receive({ amount: '80.00', text: 'nothing' });
    const claim = (uses: number, claimed: number) =>
      inTransaction(pool, async (db) => {
        await db.query(
          `insert into match (match_id, bank_entry_id, legal_entity, customer, currency,
             amount_minor, difference_minor, on_account_minor, rule, explanation, confidence,
             made_by)
           select 'mat_x', bank_entry_id, 'DE01', 'C1', 'EUR', $1, 0, 0, 'person', '', 100,
             'ana'
           from bank_entry`,
          [uses],
        );
        await db.query(
          `insert into claim (match_id, open_item_id, amount_minor) values ('mat_x', $1, $2)`,
          [item, claimed],
        );
      });
    await expect(claim(4_000, 3_999)).rejects.toThrow('claims what it received');
    await expect(claim(6_000, 6_000)).rejects.toThrow('no_more_is_claimed_than_is_owed');
    await expect(claim(9_000, 9_000)).rejects.toThrow('no_more_is_claimed_than_came_in');
  });
});

function receivables() {
  return receivablesOperations(engine.office);
}

async function confirmationOf() {
  const { rows } = await pool.query<{ match_id: string }>('select match_id from match');
  return { matchId: present(rows[0], 'there is a match').match_id, reference: '0'.repeat(20) };
}

async function entries() {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s %s claimed %s', match_status, (amount_minor / 100)::numeric(18, 2),
       (claimed_minor / 100)::numeric(18, 2)) as line
     from bank_entry order by booking_day, position`,
  );
  return rows.map(({ line }) => line);
}

async function items() {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s %s %s', number, status, (claimed_minor / 100)::numeric(18, 2)) as line
     from open_item order by number`,
  );
  return rows.map(({ line }) => line);
}

async function exceptions() {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s %s', code, status) as line from exception order by opened_at, exception_id`,
  );
  return rows.map(({ line }) => line);
}

import { ConsoleStatement, ConsoleStatementEntry, ConsoleStatements } from '@kontor/contracts';
import {
  idSource,
  seededRandom,
  systemClock,
  type BankStatementId,
  type Instant,
} from '@kontor/kernel';
import { importBankFile } from '@kontor/reconciliation';
import { testDatabase } from '@kontor/testing';
import type { Permission } from '@kontor/contracts';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { Call } from '../../../gateway/services.ts';
import { callBy } from '../../testing/office.ts';
import { READ_MONTH_STATEMENTS } from './read-month-statements.ts';
import { statementsService } from './statements-service.ts';

const { pool } = await testDatabase();
const ACCOUNT = 'DE02120300000000202051';
const clock = { ...systemClock, now: () => '2026-04-10T09:00:00.000Z' as Instant };
const office = { pool, clock, ids: idSource(systemClock, seededRandom(7)) };
const statements = statementsService({ pool, clock });
const ana = withPermissions(['bank:read', 'console:use']);
const omar = withPermissions(['console:use']);

await addEntity('DE01', ACCOUNT);
await addEntity('FR01', 'FR7630006000011234567890189');
await hand(camt({ number: 'S1', day: '2026-04-01', opening: '100.00', amount: '50.00' }));
await hand(camt({ number: 'S2', day: '2026-04-02', opening: '150.00', amount: '10.00' }));
await hand(camt({ number: 'S4', day: '2026-04-08', opening: '999.00', amount: '1.00' }));
await hand(camt({ number: 'S5', day: '2026-04-09', opening: '1000.00', amount: 'abc' }));

test('the calendar says which statements are here, missing, waiting and quarantined', async () => {
  const answer = await statements.month(ana, { month: '2026-04' });
  expect([...Value.Errors(ConsoleStatements, answer)]).toEqual([]);
  expect(answer.accounts).toHaveLength(1);
  const [account] = answer.accounts;
  expect(account).toMatchObject({ received: 2, missing: 1, waiting: 1, quarantined: 1 });
  const missing = account?.days.filter(({ state }) => state === 'missing');
  expect(missing?.map(({ day }) => day)).toEqual(['2026-04-07']);
  expect(account?.chain).toMatchObject([
    { number: 'S1', joins: 'first', closing: { amount: '150.00' } },
    { number: 'S2', joins: 'joined', credits: { amount: '10.00' }, entriesOpen: 1 },
    { number: 'S4', joins: 'broken', status: 'waiting' },
    { number: 'S5', status: 'quarantined' },
  ]);
  expect(account?.chain?.[2]?.reason).toContain('what lies between is missing');
});

test('a quarantined file says where it was refused, with the line as it stands there', async () => {
  const { files } = await statements.month(ana, { month: await thisMonth() });
  expect(files.map(({ status }) => status)).toEqual(['quarantined', 'waiting', 'booked', 'booked']);
  expect(files[0]?.reasons?.[0]).toMatchObject({ at: expect.stringMatching(/Ntry \(line 9\)$/) });
  expect(files[0]?.quoted).toEqual({ line: 9, text: expect.stringContaining('abc') });
  expect(files[0]?.exception).toMatch(/^exc_/);
});

test('who may not read bank data sees that files come, and no balance, line or number', async () => {
  const april = await statements.month(omar, { month: '2026-04' });
  expect(april.accounts[0]).toMatchObject({ account: '****2051', received: 2 });
  expect(april.accounts[0]).not.toHaveProperty('chain');
  const { files } = await statements.month(omar, { month: await thisMonth() });
  expect(JSON.stringify({ april, files })).not.toContain(ACCOUNT);
  for (const file of files) {
    expect(file).not.toHaveProperty('reasons');
    expect(file).not.toHaveProperty('quoted');
  }
});

test('a statement is read with its proof, its neighbours and its entries, page by page', async () => {
  const { accounts } = await statements.month(ana, { month: '2026-04' });
  const id = accounts[0]?.chain?.[1]?.statement as BankStatementId;
  const outcome = await statements.find(ana, { id }, { size: 1 });
  if (outcome.kind === 'absent') throw new TypeError('not found');
  const { statement, entries } = outcome.value;
  expect([...Value.Errors(ConsoleStatement, statement)]).toEqual([]);
  for (const entry of entries.items) {
    expect([...Value.Errors(ConsoleStatementEntry, entry)]).toEqual([]);
  }
  expect(statement).toMatchObject({
    number: 'S2',
    opening: { amount: '150.00' },
    closing: { amount: '160.00' },
    before: { number: 'S1', toDay: '2026-04-01' },
    byStatus: { open: 1, none: 0 },
    file: { status: 'booked' },
  });
  expect(entries.items).toMatchObject([
    { position: 1, amount: { amount: '10.00', currency: 'EUR' }, status: 'open', matches: [] },
  ]);
  const matched = await statements.find(ana, { id, status: 'matched' }, { size: 10 });
  expect(matched).toMatchObject({ value: { entries: { items: [] } } });
});

test('what belongs to another company is not there', async () => {
  const { accounts } = await statements.month(ana, { month: '2026-04' });
  const id = accounts[0]?.chain?.[0]?.statement as BankStatementId;
  const jean = callBy('jean', { entities: ['FR01'] });
  expect(await statements.find(jean, { id }, { size: 10 })).toEqual({ kind: 'absent' });
  const theirs = await statements.month(jean, { month: '2026-04' });
  expect(theirs.accounts).toMatchObject([{ legalEntity: 'FR01', received: 0, missing: 0 }]);
  expect((await statements.month(jean, { month: await thisMonth() })).files).toEqual([]);
});

test('the same file again, and a statement that another file held, are counted', async () => {
  const first = camt({ number: 'S1', day: '2026-04-01', opening: '100.00', amount: '50.00' });
  await hand(first);
  await hand(first);
  await hand(`${first}\n`);
  const { rows } = await pool.query(
    'select kind, legal_entity, subject_kind, times from prevented_duplicate order by kind',
  );
  expect(rows).toEqual([
    { kind: 'same_file', legal_entity: 'DE01', subject_kind: 'bank-file', times: 2 },
    { kind: 'same_statement', legal_entity: 'DE01', subject_kind: 'bank-statement', times: 1 },
  ]);
});

test('the statements of a month are found by indexes', async () => {
  const client = await pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    const text = READ_MONTH_STATEMENTS.replaceAll('$1', `'{${ACCOUNT}}'`)
      .replaceAll('$2', `'2026-04-01'`)
      .replaceAll('$3', `'2026-04-30'`)
      .replaceAll('$4', `'{DE01}'`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toContain('bank_statement_quarantined');
    expect(plan).toContain('bank_entry_left_of_statement');
  } finally {
    await client.query('reset enable_seqscan');
    client.release();
  }
});

function withPermissions(permissions: readonly Permission[]): Call {
  const call = callBy('someone');
  return { ...call, actor: { ...call.actor, permissions: new Set(permissions) } };
}

async function addEntity(code: string, account: string): Promise<void> {
  await pool.query(
    `insert into legal_entity (code, name, country, currency, currencies, revenue_account,
       credit_note_approval_above, ledger, crm, difference_account)
     values ($1, $1, 'DE', 'EUR', '{EUR}', '4400', 1000, 'books', 'crm', '4730')`,
    [code],
  );
  await pool.query(
    `insert into bank_account (account, legal_entity, currency, ledger_account, name)
     values ($1, $2, 'EUR', '1800', 'House bank')`,
    [account, code],
  );
}

async function hand(text: string): Promise<void> {
  await importBankFile(office, {
    source: (async function* () {
      yield Buffer.from(text);
    })(),
    channel: 'api',
    applicationId: 'bank-link',
    correlationId: 'test',
    answerable: 'DE01',
  });
}

type Sample = {
  readonly number: string;
  readonly day: string;
  readonly opening: string;
  readonly amount: string;
};

function camt({ number, day, opening, amount }: Sample): string {
  const cents = (text: string) => BigInt(text.replace('.', ''));
  const closing = /^[\d.]+$/.test(amount) ? String(cents(opening) + cents(amount)) : '0';
  const balance = (code: string, figure: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${figure}</Amt>` +
    `<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    '<GrpHdr><MsgId>SAMPLE</MsgId><CreDtTm>2026-03-31T20:00:00Z</CreDtTm></GrpHdr>',
    `<Stmt><Id>${number}</Id>`,
    `<FrToDt><FrDtTm>${day}T00:00:00</FrDtTm><ToDtTm>${day}T23:59:59</ToDtTm></FrToDt>`,
    `<Acct><Id><IBAN>${ACCOUNT}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
    balance('OPBD', opening),
    balance('CLBD', `${closing.slice(0, -2) || '0'}.${closing.slice(-2).padStart(2, '0')}`),
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
      `<BookgDt><Dt>${day}</Dt></BookgDt></Ntry>`,
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
}

/** Files are listed by when they came, which is now. */
async function thisMonth(): Promise<string> {
  const { rows } = await pool.query<{ month: string }>(
    `select to_char(now() at time zone 'utc', 'YYYY-MM') as month`,
  );
  return rows[0]?.month ?? '';
}

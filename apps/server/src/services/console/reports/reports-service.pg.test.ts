import {
  ConsoleReports,
  PERMISSION_NAMES,
  PreventedDuplicate,
  type PageRequest,
  type PreventedKind,
} from '@kontor/contracts';
import { bankingDayOf, plusDays, present, systemClock } from '@kontor/kernel';
import { countPrevented } from '@kontor/reconciliation';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { readRunbooks } from '../../../runbooks/read-runbooks.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { consoleExceptionsService } from '../exceptions/console-exceptions-service.ts';
import type { QueueFilters } from '../exceptions/list-exception-lines.ts';
import { READ_EXCEPTION_DAYS } from './read-exception-days.ts';
import { READ_POSTING_DAYS } from './read-posting-days.ts';
import { READ_PREVENTED_DAYS } from './read-prevented-days.ts';
import { READ_RECEIPT_DAYS } from './read-receipt-days.ts';
import { reportsService } from './reports-service.ts';
import type { SpanQuery } from './span.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const reports = reportsService({ pool, clock: systemClock, catalogue: office.catalogue });
const ana = callBy('ana', { entities: ['DE01'] });

test('before anything happened, nothing is told as zero days', async () => {
  const empty = await read();
  expect([...Value.Errors(ConsoleReports, empty)]).toEqual([]);
  expect(empty).not.toHaveProperty('firstDay');
  expect(empty.posting.map(({ days }) => days)).toEqual([[], []]);
  expect(empty.posting[0]?.total).not.toHaveProperty('p50Ms');
  expect(empty.matching).toMatchObject({ total: { receipts: 0 }, days: [] });
});

test('postings by what became of them, and how long they took', async () => {
  for (let n = 0; n < 3; n += 1) await office.accept();
  await office.finish();
  await slowDown('R-1', '10 minutes');
  await office.accept({ number: 'NO-1' });
  await office.work('ledger', {
    submit: [{ kind: 'rejected', reason: 'business_rule', vendorCode: 'X', vendorText: 'No.' }],
  });
  await office.accept({ isCreditNote: true });
  await office.accept();
  await office.accept({ legalEntity: 'FR01' });
  const { posting, firstDay, to, controlTotals } = await read();
  expect(posting[0]).toMatchObject({
    process: 'create-customer-invoice',
    total: {
      accepted: 6,
      posted: 3,
      refused: 1,
      takenBack: 0,
      stopped: 1,
      working: 1,
      inTime: 2,
      p95Ms: 600_000,
    },
    days: [{ day: to, accepted: 6, posted: 3 }],
  });
  expect(posting[0]?.total.p50Ms).toBeLessThan(60_000);
  expect(firstDay).toBe(to);
  expect(controlTotals).toMatchObject([{ accepted: { count: 6 }, balanced: true }]);
});

test('what is open by its age and value, what opened and was resolved, by whom', async () => {
  await openException({ id: 'a', age: '30 minutes', minor: '100000' });
  await openException({ id: 'b', age: '2 days', minor: '5000' });
  await openException({ id: 'c', age: '2 days', minor: '2500', currency: 'USD' });
  await openException({ id: 'd', age: '40 days' });
  await openException({ id: 'e', age: '4 hours', resolved: 'approve' });
  await openException({ id: 'f', age: '2 hours', resolved: 'matched' });
  const { exceptions } = await read();
  expect(exceptions.open).toEqual([
    // With the refused invoice and the credit note of above: what is at stake has no sign.
    { age: 'hour', count: 3, values: [{ amount: '3380.00', currency: 'EUR' }] },
    {
      age: 'three-days',
      count: 2,
      values: [
        { amount: '50.00', currency: 'EUR' },
        { amount: '25.00', currency: 'USD' },
      ],
    },
    { age: 'older', count: 1, values: [] },
  ]);
  expect(exceptions).toMatchObject({ resolved: 2, resolvedByPeople: 1, p95Ms: 14_400_000 });
});

test.each([0, 2, 40])('what opened and was resolved in %i days is in the list', async (days) => {
  const to = bankingDayOf(systemClock.now());
  const from = plusDays(to, -days);
  const { exceptions } = await read({ from, to });
  const queue = consoleExceptionsService({
    ...{ ...office, pool, clock: systemClock, runbooks: readRunbooks() },
    titleOf: () => undefined,
  });
  const counted = async (filters: QueueFilters) => {
    const found = await queue.list(ana, filters, { size: 50 });
    if (found.kind !== 'found') throw new TypeError(found.kind);
    expect(found.value.page.items).toHaveLength(found.value.summary?.count ?? -1);
    return found.value.summary?.count;
  };
  const opened = await counted({ status: 'any', openedFrom: from, openedUntil: to });
  const resolved = await counted({ status: 'resolved', resolvedFrom: from, resolvedUntil: to });
  expect({ opened, resolved }).toEqual({
    ...{ opened: exceptions.opened, resolved: exceptions.resolved },
  });
  expect(await counted({ status: 'any' })).toBe(8);
});

test('duplicates that did not happen, by their kind', async () => {
  const subject = { kind: 'transaction', id: 'txn_1' } as const;
  for (const kind of ['same_key', 'same_key', 'same_document'] as const) {
    await countPrevented(pool, { kind, legalEntity: 'DE01', subject });
  }
  await countPrevented(pool, { kind: 'same_file', legalEntity: 'FR01', subject });
  await office.accept({ number: 'LOST-1' });
  await office.work('ledger', {
    submit: [{ kind: 'unknown', detail: 'No reply.' }],
    lookUp: [{ kind: 'confirmed', externalReference: '4711', facts: {} }],
  });
  const { duplicates, to } = await read();
  const expected = {
    sameKey: 2,
    sameDocument: 1,
    foundByLookUp: 1,
    sameFile: 0,
    sameStatement: 0,
  };
  expect(duplicates).toEqual({ total: expected, days: [{ day: to, ...expected }] });
  expect(await timesInList('same-key')).toBe(expected.sameKey);
  expect(await timesInList('same-document')).toBe(expected.sameDocument);
  expect(await timesInList('found-by-look-up')).toBe(expected.foundByLookUp);
  expect(await timesInList('same-file')).toBe(expected.sameFile);
});

test('a list of what came twice names what its reader may read, page by page', async () => {
  const subjects = (await pool.query<{ id: string; number: string }>(SOME_TRANSACTIONS)).rows;
  for (const { id } of subjects) {
    const subject = { kind: 'transaction', id } as const;
    await countPrevented(pool, { kind: 'same_document', legalEntity: 'DE01', subject });
  }
  const first = await prevented('same-document', { size: 2 });
  const after = present(first.next, 'there are more');
  const rest = await prevented('same-document', { size: 10, after });
  const titles = [...first.items, ...rest.items].map(({ subject }) => subject.title);
  expect(titles).toHaveLength(4);
  expect(titles).toEqual(expect.arrayContaining(subjects.map(({ number }) => number)));
  const reader = {
    ...ana,
    actor: { ...ana.actor, permissions: new Set(['reports:read'] as const) },
  };
  const found = await reports.duplicates(reader, { kind: 'same-document' }, { size: 10 });
  expect(found).toMatchObject({ kind: 'found' });
  expect(JSON.stringify(found)).not.toContain('title');
});

test('receipts by what matched them', async () => {
  await receipt({ id: 'a', status: 'matched', rule: 'reference' });
  await receipt({ id: 'b', status: 'matched', rule: 'reference' });
  await receipt({ id: 'c', status: 'matched', rule: 'person' });
  await receipt({ id: 'd', status: 'open' });
  await receipt({ id: 'e', status: 'none' });
  const { matching, to } = await read();
  const total = { receipts: 4, byRules: 2, byPeople: 1, returned: 0, open: 1 };
  expect(matching).toEqual({
    total,
    rules: [{ rule: 'reference', receipts: 2 }],
    days: [{ day: to, ...total }],
  });
});

test.each([
  ['from after to', { from: '2026-03-02', to: '2026-03-01' }],
  ['more than a year', { from: '2024-01-01', to: '2026-03-01' }],
  ['a day that does not exist', { to: '2026-02-30' }],
])('%s is refused', async (_name, query) => {
  const outcome = await reports.read(ana, query);
  expect(outcome).toMatchObject({ kind: 'unacceptable', errors: [{ at: '/from' }] });
});

test('every report reads by an index', async () => {
  const values = {
    READ_POSTING_DAYS: ["'p'", "'{DE01}'", "'2026-01-01'", "'2026-01-31'", "'post'", '300'],
    READ_EXCEPTION_DAYS: ["'{DE01}'", "'2026-01-01'", "'2026-01-31'"],
    READ_PREVENTED_DAYS: [
      "'{DE01}'",
      "'2026-01-01'",
      "'2026-01-31'",
      "'2026-01-01'",
      "'2026-01-31'",
    ],
    READ_RECEIPT_DAYS: ["'{DE01}'", "'2026-01-01'", "'2026-01-31'"],
  };
  const plans = [
    await planOf(READ_POSTING_DAYS, values.READ_POSTING_DAYS),
    await planOf(READ_EXCEPTION_DAYS, values.READ_EXCEPTION_DAYS),
    await planOf(READ_PREVENTED_DAYS, values.READ_PREVENTED_DAYS),
    await planOf(READ_RECEIPT_DAYS, values.READ_RECEIPT_DAYS),
  ];
  for (const plan of plans) expect(plan).not.toContain('Seq Scan');
  expect(plans[2]).toContain('delivery_attempt_before_found');
});

async function read(days: SpanQuery = {}): Promise<ConsoleReports> {
  const outcome = await reports.read(ana, days);
  if (outcome.kind !== 'found') throw new TypeError('refused');
  return outcome.value;
}

async function prevented(kind: PreventedKind, page: PageRequest) {
  const call = { ...ana, actor: { ...ana.actor, permissions: new Set(PERMISSION_NAMES) } };
  const found = await reports.duplicates(call, { kind }, page);
  if (found.kind !== 'found') throw new TypeError('refused');
  for (const item of found.value.items) {
    expect([...Value.Errors(PreventedDuplicate, item)]).toEqual([]);
  }
  return found.value;
}

async function timesInList(kind: PreventedKind): Promise<number> {
  const { items } = await prevented(kind, { size: 50 });
  return items.reduce((total, { times }) => total + times, 0);
}

const SOME_TRANSACTIONS = `
  select transaction_id as id, number
  from transaction
  where legal_entity = 'DE01'
  order by transaction_id
  limit 3
`;

async function slowDown(number: string, by: string): Promise<void> {
  await pool.query(
    `update delivery set finished_at = transaction.accepted_at + $2::interval
     from transaction
     where transaction.transaction_id = delivery.transaction_id and number = $1 and step = 'post'`,
    [number, by],
  );
}

type Opened = {
  readonly id: string;
  readonly age: string;
  readonly minor?: string;
  readonly currency?: string;
  readonly resolved?: string;
};

async function openException({ id, age, minor, currency, resolved }: Opened): Promise<void> {
  await pool.query(
    `insert into exception (exception_id, kind, code, text, legal_entity, permission, opened_at,
       amount_minor, currency, status, resolution, resolved_at)
     values ($1, 'file', 'x', 'x', 'DE01', 'exceptions:resolve', now() - $2::interval, $3, $4,
       case when $5::text is null then 'open' else 'resolved' end, $5,
       case when $5::text is not null then now() end)`,
    [id, age, minor ?? null, minor === undefined ? null : (currency ?? 'EUR'), resolved ?? null],
  );
}

type Receipt = { readonly id: string; readonly status: string; readonly rule?: string };

async function receipt({ id, status, rule }: Receipt): Promise<void> {
  await pool.query(
    `insert into bank_file (bank_file_id, content_hash, channel, size_bytes, status,
       application_id, correlation_id)
     values ('file', 'hash', 'api', 1, 'booked', 'x', 'x') on conflict do nothing`,
  );
  await pool.query(
    `insert into bank_statement (bank_statement_id, bank_file_id, account, legal_entity, kind,
       statement_id, currency, to_day, opening_minor, closing_minor, entry_count, credit_minor,
       debit_minor, fingerprint, written_account, balances, status)
     values ('statement', 'file', 'A', 'DE01', 'statement', 'S', 'EUR', '2026-01-01', 0, 0, 0, 0,
       0, '', '{}', '[]', 'booked') on conflict do nothing`,
  );
  await pool.query(
    `insert into bank_entry (bank_entry_id, bank_statement_id, position, account, legal_entity,
       entry_status, booked, direction, reversal, amount_minor, currency, booking_day, entry,
       match_status)
     values ($1, 'statement', (select count(*) + 1 from bank_entry), 'A', 'DE01', 'booked', true,
       'credit', false, 100, 'EUR', (now() at time zone 'utc')::date, '{}', $2)`,
    [id, rule === undefined ? status : 'open'],
  );
  if (rule === undefined) return;
  await pool.query(
    `insert into match (match_id, bank_entry_id, legal_entity, customer, currency, amount_minor,
       difference_minor, on_account_minor, rule, explanation, confidence, made_by)
     values ($1, $1, 'DE01', 'C1', 'EUR', 100, 0, 100, $2, 'x', 100, 'x')`,
    [id, rule],
  );
}

async function planOf(text: string, values: readonly string[]): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    const filled = values.reduceRight(
      (statement, value, index) => statement.replaceAll(`$${index + 1}`, value),
      text,
    );
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${filled}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('reset enable_seqscan');
    client.release();
  }
}

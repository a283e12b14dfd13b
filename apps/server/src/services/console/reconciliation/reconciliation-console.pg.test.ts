/** The workspace over real books: what is in it, for whom, and in which order. */

import { Reconciliation, type Permission } from '@kontor/contracts';
import { bankingDayOf, instantFromMs } from '@kontor/kernel';
import { USUAL_RULES, type MatchingOffice } from '@kontor/reconciliation';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, expect, test } from 'vitest';
import type { Call } from '../../../gateway/services.ts';
import { callBy } from '../../testing/office.ts';
import { reconciliationConsole } from './reconciliation-console.ts';
import { fillBooks } from './some-books.ts';

const { pool } = await testDatabase();
const clock = { now: () => instantFromMs(Date.UTC(2026, 3, 1)), elapsedMs: () => 0 };
const office = { rules: USUAL_RULES } as MatchingOffice;
const workspace = reconciliationConsole({ pool, clock, office });

beforeAll(async () => {
  await fillBooks(pool, 200);
}, 60_000);

test('it shows what is left on both sides, with totals and what no person had to touch', async () => {
  const read = await readAs(greta, {});
  expect(read.bankLines?.items).toHaveLength(40);
  expect(read.bankLines?.items[0]).toMatchObject({
    bookingDay: '2026-03-28',
    payer: 'Künde 175 GmbH',
    payerAccount: '0175',
    text: 'Rechnung DE01-RE-175 danke',
    open: { amount: '101.75', currency: 'EUR' },
    status: 'open',
    matches: [],
  });
  expect(read.openItems.items).toHaveLength(50);
  expect(read.openItems.next).toBeDefined();
  expect(read.totals).toEqual([
    {
      currency: 'EUR',
      unmatched: { count: 40, open: '4041.00' },
      openItems: { count: 200, open: expect.stringMatching(/^\d+\.\d\d$/) as string },
      overdue: { count: expect.any(Number) as number, open: expect.any(String) as string },
    },
  ]);
  expect(read.touchless).toMatchObject({ from: '2026-03-02', to: bankingDayOf(clock.now()) });
});

test('without leave to read the bank there is no line, no account and no rate in it', async () => {
  const read = await readAs(callAs(['receivables:read']), { line: [lineOf(5)], item: [itemOf(5)] });
  expect(read).not.toHaveProperty('bankLines');
  expect(read).not.toHaveProperty('touchless');
  expect(read.accounts).toEqual([]);
  expect(read.totals[0]).not.toHaveProperty('unmatched');
  expect(read.selected.bankLines).toEqual([]);
  expect(read.selected.suggestions).toEqual([]);
  expect(read.selected.openItems.map(({ id }) => id)).toEqual([itemOf(5)]);
});

test('nothing of another legal entity is in it, named or not', async () => {
  const read = await readAs(greta, { line: [lineOf(5, 'fr01')], item: [itemOf(5, 'fr01')] });
  expect(read.selected).toEqual({
    bankLines: [],
    openItems: [],
    suggestions: [],
    refused: [],
  });
  expect(JSON.stringify(read)).not.toContain('FR01');
});

test('for a line, the rules say which items it may pay, in words', async () => {
  const { selected } = await readAs(greta, { line: [lineOf(35)] });
  expect(selected.suggestions[0]).toMatchObject({
    bankEntry: lineOf(35),
    rule: 'reference',
    explanation: 'The payment names DE01-RE-35 and pays exactly what is open.',
    confidence: 98,
    allocations: [{ openItem: itemOf(35), number: 'DE01-RE-35', amount: '100.35' }],
    amount: '100.35',
  });
  expect(selected.openItems.map(({ id }) => id)).toContain(itemOf(35));
});

test('what somebody refused is told apart, with who and when', async () => {
  await pool.query(
    `insert into match_refusal (match_refusal_id, bank_entry_id, open_items, legal_entity,
       refused_by) values ('rfl_00000000000000000000000001', $1, array[$2], 'DE01', 'greta')`,
    [lineOf(35), itemOf(35)],
  );
  const { selected } = await readAs(greta, { line: [lineOf(35)] });
  const refused = { id: 'rfl_00000000000000000000000001', by: 'greta' };
  expect(selected.refused).toMatchObject([{ bankEntry: lineOf(35), refused }]);
  expect(JSON.stringify(selected.suggestions)).not.toContain(itemOf(35));
  await pool.query('delete from match_refusal');
});

test('for an item alone, they say which receipts may pay it', async () => {
  const { selected } = await readAs(greta, { item: [itemOf(35)] });
  expect(selected.suggestions[0]).toMatchObject({ bankEntry: lineOf(35), confidence: 98 });
  expect(selected.bankLines.map(({ id }) => id)).toContain(lineOf(35));
});

test.each([
  ['words without accents or case', { text: 'KUNDE 175' }, ['175']],
  ['the beginning of a reference', { text: 're-17' }, ['175', '170']],
  ['an amount', { amountFrom: '101.75', amountTo: '101.75' }, ['175']],
  ['days', { from: '2026-03-28' }, ['175', '115', '55']],
  ['what is matched', { status: 'matched', text: 'RE-174' }, ['174']],
  ['words that nobody wrote', { text: 'nothing' }, []],
  ['punctuation alone', { text: '?!' }, []],
] as const)('lines are found by %s', async (_name, filters, found) => {
  const { items } = await workspace.listLines(greta, filters, { size: 50 });
  expect(items.map(({ text }) => /RE-(\d+)/.exec(text ?? '')?.[1])).toEqual(
    expect.arrayContaining([...found]),
  );
  if (found.length === 0 || found.length === 1) expect(items).toHaveLength(found.length);
});

test.each([
  ['a number written without its dashes', { itemText: 'de01re17' }, ['DE01-RE-17']],
  ['a name', { itemText: 'kunde 42' }, ['DE01-RE-42']],
  ['a customer', { customer: 'C42' }, ['DE01-RE-42']],
  ['an amount that is to be paid back', { itemAmountTo: '-102.00' }, ['DE01-RE-200']],
])('items are found by %s', async (_name, filters, found) => {
  const { items } = await workspace.listItems(greta, filters, { size: 50 });
  expect(items.map(({ number }) => number)).toEqual(expect.arrayContaining(found));
});

test('what is overdue says for how many days, and pages go on where they ended', async () => {
  const first = await workspace.listItems(greta, { overdue: true }, { size: 2 });
  expect(first.items[0]).toMatchObject({ dueDay: '2026-02-02', overdueDays: 58 });
  const after = first.next ?? '';
  const second = await workspace.listItems(greta, { overdue: true }, { size: 2, after });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
});

const greta = callAs(['receivables:read', 'bank:read']);

function callAs(permissions: readonly Permission[]): Call {
  const call = callBy('greta');
  return { ...call, actor: { ...call.actor, permissions: new Set(permissions) } };
}

/** Held against the contract, as a caller would get it. */
async function readAs(call: Call, query: Parameters<typeof workspace.read>[1]) {
  const read = await workspace.read(call, query);
  const { bankLines, openItems, ...rest } = read;
  const wire = {
    ...rest,
    openItems: { items: openItems.items },
    ...(bankLines && { bankLines: { items: bankLines.items } }),
  };
  expect([...Value.Errors(Reconciliation, wire)]).toEqual([]);
  return read;
}

function lineOf(n: number, entity = 'de01'): string {
  return `ben_${entity}${String(n).padStart(22, '0')}`;
}

function itemOf(n: number, entity = 'de01'): string {
  return `opn_${entity}${String(n).padStart(22, '0')}`;
}

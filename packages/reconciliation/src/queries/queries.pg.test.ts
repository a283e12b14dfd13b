import {
  BankEntry,
  BankFile,
  BankStatement,
  Match,
  OpenItem,
  type Page,
  type PageRequest,
} from '@kontor/contracts';
import { testDatabase } from '@kontor/testing';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { beforeAll, describe, expect, test } from 'vitest';
import { matchBankEntries } from '../matching/match-bank-entries.ts';
import { camtStatement, closingOf, type SampleStatement } from '../samples/camt-statement.ts';
import { addOpenItem, sampleEngine } from '../samples/matching-office.ts';
import {
  addAccount,
  addCompany,
  HOUSE_ACCOUNT,
  importText,
  SECOND_ACCOUNT,
} from '../samples/office.ts';
import { findBankFile } from './find-bank-file.ts';
import { findMatch } from './find-match.ts';
import { listBankEntries } from './list-bank-entries.ts';
import { listBankFiles } from './list-bank-files.ts';
import { listBankStatements } from './list-bank-statements.ts';
import { listMatches } from './list-matches.ts';
import { listOpenItems } from './list-open-items.ts';

const { pool } = await testDatabase();
const engine = sampleEngine(pool);
const ours = new Set(['DE01', 'FR01']);
const theirs = new Set(['US01']);
const FILES = 5;

beforeAll(async () => {
  await addCompany(pool);
  await addCompany(pool, 'FR01');
  await addAccount(pool, HOUSE_ACCOUNT);
  await addAccount(pool, SECOND_ACCOUNT, { legalEntity: 'FR01' });
  for (let n = 0; n < 7; n++) await addOpenItem(engine, { number: `RE-100${n}`, amount: '10.00' });
  await addOpenItem(engine, { number: 'GS-2001', amount: '-3.00' });
  let opening = '0.00';
  for (let n = 0; n < FILES; n++) {
    const statement: SampleStatement = {
      id: `S${n}`,
      account: HOUSE_ACCOUNT,
      day: `2026-03-0${n + 1}`,
      opening,
      entries: [
        { amount: '10.00', text: `RE-100${n}`, payer: 'Nordlicht', endToEndId: `E${n}` },
        { amount: '1.00', text: 'nothing known' },
        { amount: '-2.00', text: 'charges' },
      ],
    };
    await importText(engine.office, camtStatement(statement));
    opening = closingOf(statement);
  }
  await importText(
    engine.office,
    camtStatement({ id: 'F', account: SECOND_ACCOUNT, day: '2026-03-01', opening: '1.00' }),
  );
  const broken = {
    id: 'B',
    account: SECOND_ACCOUNT,
    day: '2026-03-02',
    opening: '1.00',
    closing: '9.00',
  };
  await importText(engine.office, camtStatement(broken));
  await matchBankEntries(engine.office);
});

type List<Item> = (permitted: ReadonlySet<string>, page: PageRequest) => Promise<Page<Item>>;
const lists: readonly (readonly [string, TSchema, number, List<{ readonly id: string }>])[] = [
  ['files', BankFile, 7, (permitted, page) => listBankFiles(pool, permitted, {}, page)],
  [
    'statements',
    BankStatement,
    6,
    (permitted, page) => listBankStatements(pool, permitted, {}, page),
  ],
  ['entries', BankEntry, 15, (permitted, page) => listBankEntries(pool, permitted, {}, page)],
  ['open items', OpenItem, 8, (permitted, page) => listOpenItems(pool, permitted, {}, page)],
  ['matches', Match, FILES, (permitted, page) => listMatches(pool, permitted, {}, page)],
];

describe.each(lists)('the list of %s', (_, schema, count, list) => {
  test('holds what its contract says', async () => {
    const contract = Compile(schema);
    const { items } = await list(ours, { size: 100 });
    expect(items).toHaveLength(count);
    for (const item of items) expect([...contract.Errors(item)]).toEqual([]);
  });

  test('is the same page by page', async () => {
    const { items: whole } = await list(ours, { size: 100 });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(ours, { size: 2, ...(after !== undefined && { after }) });
      paged.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(paged).toEqual(whole.map(({ id }) => id));
  });

  test('shows nothing of other legal entities', async () => {
    expect(await list(theirs, { size: 100 })).toEqual({ items: [] });
  });
});

test('filters narrow the lists', async () => {
  const size = { size: 100 };
  const countOf = async (page: Promise<Page<unknown>>) => (await page).items.length;
  expect(await countOf(listBankFiles(pool, ours, { status: 'quarantined' }, size))).toBe(1);
  expect(await countOf(listBankFiles(pool, ours, { legalEntity: 'FR01' }, size))).toBe(2);
  expect(await countOf(listBankStatements(pool, ours, { account: SECOND_ACCOUNT }, size))).toBe(1);
  expect(await countOf(listBankEntries(pool, ours, { status: 'open' }, size))).toBe(FILES);
  expect(await countOf(listBankEntries(pool, ours, { status: 'matched' }, size))).toBe(2 * FILES);
  expect(await countOf(listOpenItems(pool, ours, { status: 'cleared' }, size))).toBe(FILES);
  expect(await countOf(listOpenItems(pool, ours, { number: 'GS-2001' }, size))).toBe(1);
  expect(await countOf(listMatches(pool, ours, { status: 'reversed' }, size))).toBe(0);
});

test('one file and one match are found by those who may see them', async () => {
  const { items: files } = await listBankFiles(pool, ours, {}, { size: 1 });
  const { items: matches } = await listMatches(pool, ours, {}, { size: 1 });
  const [file, match] = [files[0]?.id ?? '', matches[0]?.id ?? ''];
  expect(await findBankFile(pool, { id: file, permitted: ours })).toEqual(files[0]);
  expect(await findBankFile(pool, { id: file, permitted: theirs })).toBeUndefined();
  expect(await findMatch(pool, { id: match, permitted: ours })).toEqual(matches[0]);
  expect(await findMatch(pool, { id: match, permitted: theirs })).toBeUndefined();
});

test('a match shows what it paid, and an entry what is left', async () => {
  const { items } = await listMatches(pool, ours, {}, { size: 1 });
  expect(items[0]).toMatchObject({
    status: 'effective',
    by: 'rule:reference',
    allocations: [{ amount: '10.00' }],
  });
  const { items: entries } = await listBankEntries(pool, ours, { status: 'open' }, { size: 1 });
  expect(entries[0]).toMatchObject({
    open: { amount: '1.00', currency: 'EUR' },
    remittance: ['nothing known'],
  });
  const { items: credits } = await listOpenItems(pool, ours, { number: 'GS-2001' }, { size: 1 });
  expect(credits[0]).toMatchObject({
    kind: 'credit-note',
    amount: { amount: '3.00' },
    open: { amount: '3.00' },
  });
});

/**
 * Every camt file of the collected test data gives the values that were computed independently, or
 * the refusal that is explained below. Two accounts have their statements of half a year.
 */

import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Balance, StatementEntry, StatementHeader, type StatementPart } from '@kontor/canon';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { PROOF_START, proveStatement } from '../bank-file/prove-statement.ts';
import { collect } from '../bank-file/statement-arbitrary.ts';
import { testData } from '@kontor/testing/test-data';
import { readCamt } from './read-camt.ts';

const folder = testData('camt');
if (folder === undefined) console.warn('The test data are absent: real camt files are skipped.');

describe.skipIf(folder === undefined)('a real file', () => {
  const derived = folder === undefined ? {} : derivedValues(folder);

  test.each(Object.keys(derived))('%s', async (name) => {
    const parts = await readFile(name);
    const refusal = parts.flatMap((part) => (part.kind === 'refused' ? part.defects : []))[0];
    const explained = refusedFor(name);
    expect(refusal?.code).toBe(explained);
    if (refusal) return;
    for (const part of parts) expectCanonical(part);
    expect(statementsOf(parts)).toEqual(derived[name]?.statements.map(toComparable));
  });

  test.each(Object.keys(derived))('%s is proved when its balances roll forward', async (name) => {
    if (refusedFor(name) !== undefined) return;
    const parts = await readFile(name);
    const { proofs } = parts.reduce(proveStatement, PROOF_START);
    for (const [index, { outcome, header }] of proofs.entries()) {
      const rolls = derived[name]?.statements[index]?.rolls_forward;
      if (header.kind !== 'statement') expect(outcome.kind).not.toBe('proved');
      else if (rolls === false) expect(outcome.kind).toBe('disproved');
      else if (rolls === true) expect(outcome.kind).toBe('proved');
    }
  });
});

describe.skipIf(folder === undefined)('the daily statements of one account', () => {
  test('form an unbroken chain: every opening is the closing before', async () => {
    const daily = join('camt-to-coda-daily/CAMT', 'LT625883379695428516', 'CAMT_053');
    const files = readdirSync(join(folder!, daily)).toSorted();
    const closings = new Map<string, bigint>();
    let links = 0;
    for (const file of files) {
      const { proofs } = (await readFile(`camt/${daily}/${file}`)).reduce(
        proveStatement,
        PROOF_START,
      );
      for (const { header, outcome } of proofs) {
        if (outcome.kind !== 'proved') throw new Error(`${file} is ${outcome.kind}`);
        const book = header.account.number ?? header.account.iban ?? '';
        const before = closings.get(book);
        if (before !== undefined) {
          expect(outcome.opening.minor, `${file} ${book}`).toBe(before);
          links += 1;
        }
        closings.set(book, outcome.closing.minor);
      }
    }
    expect(files).toHaveLength(102);
    expect(closings.size).toBe(2);
    expect(links).toBe(202);
  });
});

describe.skipIf(folder === undefined)('the golden files of another reader', () => {
  const goldens = folder === undefined ? [] : readdirSync(join(folder, 'genkgo-camt'));

  test.each(goldens.filter((name) => name.endsWith('.json')))(
    '%s has our entries',
    async (name) => {
      const golden = JSON.parse(readFileSync(join(folder!, 'genkgo-camt', name), 'utf8')) as Golden;
      const parts = await readFile(`camt/genkgo-camt/${name.replace('.json', '.xml')}`);
      // They keep the entries of the last statement only.
      const last = parts.slice(parts.findLastIndex(({ kind }) => kind === 'opened'));
      const entries = last.flatMap((part) => (part.kind === 'entry' ? part.entry : []));
      const theirs = golden.getEntries.map(({ getAmount, ...entry }) => ({
        signed: BigInt(getAmount.getAmount),
        currency: getAmount.getCurrency.getCode,
        direction: entry.getCreditDebitIndicator,
        details: entry.getTransactionDetails.length,
      }));
      const ours = entries.map(({ amount, currency, direction, details }) => ({
        signed: BigInt(amount.replace('.', '')) * (direction === 'credit' ? 1n : -1n),
        currency,
        direction: direction === 'credit' ? 'CRDT' : 'DBIT',
        details: details.length,
      }));
      const inOrder = (list: typeof ours) =>
        list.toSorted((left, right) => (left.signed < right.signed ? -1 : 1));
      expect(inOrder(ours)).toEqual(inOrder(theirs));
    },
  );
});

describe.skipIf(folder === undefined)('the assertions of a Ruby reader', () => {
  const rows = folder === undefined ? [] : railsloveRows(folder);

  test('are those that can be read mechanically', () => expect(rows.length).toBeGreaterThan(15));

  test.each(rows)('$field is $expected', async ({ field, expected }) => {
    const parts = await readFile('camt/railslove-camt_parser/valid_example.xml');
    expect(RAILSLOVE[field]?.(parts)).toBe(expected);
  });
});

/** Why a file is refused that others read. Prefixes of names. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  [
    'camt/cbpr-ur/src/cbpr_rules/examples/',
    'status_unknown',
    'Made-up codes: “EXCd” is no status.',
  ],
  [
    'camt/hbci4java/test-camt-parse-5200108-invalid-saldo',
    'amount_not_exact',
    'A thirteenth decimal of a euro.',
  ],
  [
    'camt/bankstatementparser/golden/camt053_garbled_amount',
    'amount_malformed',
    '“12..34”, on purpose.',
  ],
  [
    'camt/wire20022-camt/AccountReportingRequest/',
    'message_unsupported',
    'camt.060 asks for a report.',
  ],
];

const entryCheck = Compile(StatementEntry);
const headerCheck = Compile(StatementHeader);
const balanceCheck = Compile(Balance);

function expectCanonical(part: StatementPart): void {
  if (part.kind === 'opened') expect([...headerCheck.Errors(part.header)]).toEqual([]);
  if (part.kind === 'entry') expect([...entryCheck.Errors(part.entry)]).toEqual([]);
  if (part.kind !== 'closed') return;
  for (const balance of part.balances) expect([...balanceCheck.Errors(balance)]).toEqual([]);
}

function refusedFor(name: string): string | undefined {
  return REFUSED.find(([prefix]) => name.startsWith(prefix))?.[1];
}

function readFile(name: string): Promise<StatementPart[]> {
  return collect(readCamt(createReadStream(join(folder!, '..', name))));
}

type DerivedStatement = {
  readonly id: string;
  readonly entries_booked: number;
  readonly entries_pending_or_info: number;
  readonly sum_credit: string;
  readonly sum_debit: string;
  readonly balance_codes: readonly string[];
  readonly rolls_forward: boolean | null;
  readonly txdetails: number;
};

function derivedValues(from: string) {
  const text = readFileSync(join(from, 'DERIVED.json'), 'utf8');
  return JSON.parse(text) as Record<string, { readonly statements: readonly DerivedStatement[] }>;
}

function toComparable(statement: DerivedStatement) {
  return {
    id: statement.id,
    booked: statement.entries_booked,
    others: statement.entries_pending_or_info,
    credits: scaled(statement.sum_credit),
    debits: scaled(statement.sum_debit),
    details: statement.txdetails,
    codes: statement.balance_codes.toSorted(),
  };
}

function statementsOf(parts: readonly StatementPart[]) {
  const statements: ReturnType<typeof toComparable>[] = [];
  for (const part of parts) {
    if (part.kind === 'opened') {
      const none = { booked: 0, others: 0, credits: 0n, debits: 0n, details: 0, codes: [] };
      statements.push({ id: part.header.id, ...none });
    }
    const last = statements.at(-1)!;
    if (part.kind === 'closed')
      last.codes = [...new Set(part.balances.map(({ code }) => code))].sort();
    if (part.kind !== 'entry') continue;
    const { status, direction, amount, details } = part.entry;
    last.details += details.length;
    if (status !== 'booked') last.others += 1;
    else {
      last.booked += 1;
      if (direction === 'credit') last.credits += scaled(amount);
      else last.debits += scaled(amount);
    }
  }
  return statements;
}

/** Sums are compared at eight decimals, whatever the currency. */
function scaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(8, '0'));
}

type Golden = {
  readonly getEntries: readonly {
    readonly getAmount: {
      readonly getAmount: string;
      readonly getCurrency: { readonly getCode: string };
    };
    readonly getCreditDebitIndicator: string;
    readonly getTransactionDetails: readonly unknown[];
  }[];
};

const RAILSLOVE: Readonly<Record<string, (parts: readonly StatementPart[]) => unknown>> = {
  'account.iban': (parts) => headerOf(parts)?.account.iban,
  'account.bic': (parts) => headerOf(parts)?.account.bic,
  'ex_stmt.identification': (parts) => headerOf(parts)?.id,
  'ex_stmt.electronic_sequence_number': (parts) => headerOf(parts)?.sequenceNumber,
  'group_header.message_id': (parts) => parts[0]?.kind === 'file' && parts[0].file.messageId,
  'ex_entry.currency': (parts) => firstEntry(parts)?.currency,
  'ex_entry.name': (parts) => firstEntry(parts)?.details[0]?.counterparty?.name,
  'ex_entry.iban': (parts) => firstEntry(parts)?.details[0]?.counterparty?.account,
  'ex_entry.bic': (parts) => firstEntry(parts)?.details[0]?.counterparty?.bic,
  'creditor.name': (parts) => firstEntry(parts)?.details[0]?.counterparty?.name,
  'creditor.iban': (parts) => firstEntry(parts)?.details[0]?.counterparty?.account,
  'creditor.bic': (parts) => firstEntry(parts)?.details[0]?.counterparty?.bic,
  'ex_entry.value_date': (parts) => firstEntry(parts)?.valueDay,
  'ex_entry.booking_date': (parts) => firstEntry(parts)?.bookingDay,
  'ex_entry.remittance_information': (parts) => firstEntry(parts)?.details[0]?.remittance?.join(''),
  'ex_entry.additional_information': (parts) => firstEntry(parts)?.information,
  'ex_entry.amount': (parts) => firstEntry(parts)?.amount,
  'subject.amount': (parts) => closedOf(parts)?.balances[0]?.amount,
  'subject.currency': (parts) => closedOf(parts)?.balances[0]?.currency,
};

function railsloveRows(from: string): { field: string; expected: string }[] {
  const lines = readFileSync(join(from, 'EXPECTED-from-source-tests.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => {
    const row = JSON.parse(line) as {
      data_files: string[];
      field: string;
      op: string;
      expected: string;
    };
    const isOurs = row.data_files[0] === 'camt/railslove-camt_parser/valid_example.xml';
    if (!isOurs || row.op !== 'eq' || !(row.field in RAILSLOVE)) return [];
    return { field: row.field, expected: rubyValue(row.expected) };
  });
}

/** `"text"`, `Date.new(2013, 12, 27)`, `BigDecimal('2')` as the canon writes them. */
function rubyValue(text: string): string {
  const [, year = '', month = '', day = ''] = /^Date\.new\((\d+), (\d+), (\d+)/.exec(text) ?? [];
  if (year !== '') return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [, whole = '', fraction = ''] = /^BigDecimal\(['"](\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return whole === '' ? text.slice(1, -1) : `${whole}.${fraction.padEnd(2, '0')}`;
}

function headerOf(parts: readonly StatementPart[]) {
  return parts.flatMap((part) => (part.kind === 'opened' ? part.header : []))[0];
}

function firstEntry(parts: readonly StatementPart[]) {
  return parts.flatMap((part) => (part.kind === 'entry' ? part.entry : []))[0];
}

function closedOf(parts: readonly StatementPart[]) {
  return parts.find((part) => part.kind === 'closed');
}

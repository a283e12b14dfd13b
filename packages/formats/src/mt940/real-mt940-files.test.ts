/**
 * Every MT940 and MT942 file of the collected test data gives the values that were computed
 * independently, or the refusal that is explained below.
 */

import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Balance, StatementEntry, StatementHeader, type StatementPart } from '@kontor/canon';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { PROOF_START, proveStatement } from '../bank-file/prove-statement.ts';
import { collect } from '../bank-file/statement-arbitrary.ts';
import { testData } from '@kontor/testing/test-data';
import { readMt940 } from './read-mt940.ts';

const folder = testData('mt940');
if (folder === undefined) console.warn('The test data are absent: real MT940 files are skipped.');

describe.skipIf(folder === undefined)('a real file', () => {
  const derived = folder === undefined ? {} : derivedValues(folder);
  const names = Object.keys(derived).filter((name) => !OTHERWISE_DERIVED.has(name));

  test.each(names)('%s', async (name) => {
    const parts = await readFile(name);
    const refusal = parts.flatMap((part) => (part.kind === 'refused' ? part.defects : []))[0];
    expect(refusal?.code).toBe(REFUSED.get(name) ?? fragmentRefusal(name));
    if (refusal) return;
    for (const part of parts) expectCanonical(part);
    expect(statementsOf(parts)).toEqual(derived[name]?.statements.map(toComparable));
    const { proofs } = parts.reduce(proveStatement, PROOF_START);
    for (const [index, { outcome }] of proofs.entries()) {
      const rolls = derived[name]?.statements[index]?.rolls_forward;
      if (rolls !== null) expect(outcome.kind).toBe(rolls ? 'proved' : 'disproved');
    }
  });

  test.each([...OTHERWISE_DERIVED.keys()])(
    '%s is read otherwise than it was derived',
    async (name) => {
      const { proofs, refusal } = (await readFile(name)).reduce(proveStatement, PROOF_START);
      expect(refusal).toBeUndefined();
      const { kind, count } = OTHERWISE_DERIVED.get(name)!;
      expect(proofs).toHaveLength(count);
      if (kind) expect(new Set(proofs.map(({ outcome }) => outcome.kind))).toEqual(new Set([kind]));
    },
  );
});

describe.skipIf(folder === undefined)('the assertions of other readers', () => {
  const rows = folder === undefined ? [] : assertionRows(folder);

  test('are those that can be read mechanically', () => expect(rows.length).toBeGreaterThan(40));

  test.each(rows)('$file: $field is $expected', async ({ file, field, expected }) => {
    expect(ASSERTIONS[field]?.(await readFile(file))).toBe(expected);
  });
});

describe.skipIf(folder === undefined)('the golden files of another reader', () => {
  test.each(['sample', 'sepa_snippet', 'message_separator_in_text'])('%s', async (name) => {
    const text = readFileSync(join(folder!, 'my-flow-mt940', `${name}.json`), 'utf8');
    const golden = (JSON.parse(text) as GoldenField[][]).flat();
    const entries = (await readFile(`mt940/my-flow-mt940/${name}.sta`)).flatMap((part) =>
      part.kind === 'entry' ? part.entry : [],
    );
    const theirs = golden.filter((field) => field.value_date !== undefined);
    expect(entries.map(({ amount, valueDay }) => [scaled(amount), valueDay])).toEqual(
      theirs.map((field) => [scaled(field.amount ?? ''), field.value_date?.slice(0, 10)]),
    );
  });
});

/** Whole files that are refused, and why. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  // The text of a message that was cut out of its file.
  ['mt940/my-flow-mt940/empty_line.sta', 'statement_incomplete'],
  ['mt940/wolph-mt940/betterplace/empty_line.sta', 'statement_incomplete'],
  ['mt940/wolph-mt940/cmxl/reference.sta', 'statement_incomplete'],
  ['mt940/cmxl/lines/reference.txt', 'statement_incomplete'],
  ['mt940/cmxl/mt940-with-colon-after-line-break.txt', 'statement_incomplete'],
  ['mt940/my-flow-mt940/sepa_snippet_broken_2.sta', 'statement_incomplete'],
  ['mt940/my-flow-mt940/sepa_snippet_broken_3.sta', 'statement_incomplete'],
  // An entry after the message has ended.
  ['mt940/wolph-mt940/self-provided/multiline.sta', 'field_misplaced'],
  // No account: entries of we do not know whom.
  ['mt940/mt940-rs/mt940/special-cases/unexpected_tag.sta', 'account_missing'],
  // No message at all.
  ['mt940/mt940-rs/mt940/special-cases/invalid_statement.sta', 'message_missing'],
  ['mt940/wolph-mt940/self-provided/invalid_statement.sta', 'message_missing'],
  // A value date in month 54.
  ['mt940/prowide-core-fin/sample_JPchar.txt', 'day_unknown'],
]);

/** Files where the independent reckoning is mistaken, and what is right. */
const OTHERWISE_DERIVED: ReadonlyMap<string, { kind: string | undefined; count: number }> = new Map(
  [
    // It drops the cents behind a decimal point. The file is redacted: some of it does not balance.
    ['mt940/php-mt940/Rabo/sample', { kind: undefined, count: 39 }],
    // It does not see the message after the Ctrl-Z of joined files; there are four.
    ['mt940/zilverline-mt940/two_accounts.txt', { kind: 'proved', count: 4 }],
    // It does not split the lines of HBCI, which are joined by @@.
    ['mt940/my-flow-mt940/pending.sta', { kind: 'without_proof', count: 1 }],
  ],
);

/**
 * Single fields and payments of other messages: their tests are of the functions that read fields.
 */
function fragmentRefusal(name: string): string | undefined {
  if (name.startsWith('mt940/prowide-core-fin/MT')) return 'message_unsupported';
  const start = readFileSync(join(folder!, '..', name), 'latin1').trimStart();
  return /^:(?!20:|940:)/.test(start) ? 'field_misplaced' : undefined;
}

const entryCheck = Compile(StatementEntry);
const headerCheck = Compile(StatementHeader);
const balanceCheck = Compile(Balance);

function expectCanonical(part: StatementPart): void {
  if (part.kind === 'opened') expect([...headerCheck.Errors(part.header)]).toEqual([]);
  if (part.kind === 'entry') expect([...entryCheck.Errors(part.entry)]).toEqual([]);
  if (part.kind !== 'closed') return;
  for (const balance of part.balances) expect([...balanceCheck.Errors(balance)]).toEqual([]);
}

type DerivedStatement = {
  readonly ref: string;
  readonly n61: number;
  readonly net: string;
  readonly rolls_forward: boolean | null;
  readonly opening: { readonly amt: string } | null;
  readonly closing: { readonly amt: string } | null;
};

function derivedValues(from: string) {
  const text = readFileSync(join(from, 'DERIVED.json'), 'utf8');
  return JSON.parse(text) as Record<string, { readonly statements: readonly DerivedStatement[] }>;
}

function toComparable(statement: DerivedStatement) {
  return { id: statement.ref.trim(), count: statement.n61, net: scaled(statement.net) };
}

function statementsOf(parts: readonly StatementPart[]) {
  const statements: { id: string; count: number; net: bigint }[] = [];
  for (const part of parts) {
    if (part.kind === 'opened') statements.push({ id: part.header.id, count: 0, net: 0n });
    if (part.kind !== 'entry') continue;
    const last = statements.at(-1)!;
    last.count += 1;
    last.net += scaled(part.entry.amount) * (part.entry.direction === 'credit' ? 1n : -1n);
  }
  return statements;
}

/** Amounts are compared at eight decimals, whatever the currency. */
function scaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(8, '0'));
  return decimal.startsWith('-') ? -value : value;
}

type GoldenField = { readonly value_date?: string; readonly amount?: string };

/** What the assertions of jejik/mt940 and fruitl00p/php-mt940 ask, by the field that they name. */
const ASSERTIONS: Readonly<Record<string, (parts: readonly StatementPart[]) => unknown>> = {
  '$this->statements': (parts) => `${parts.filter(({ kind }) => kind === 'closed').length}`,
  $statements: (parts) => `${parts.filter(({ kind }) => kind === 'closed').length}`,
  '$balance->getCurrency()': (parts) =>
    firstEntries(parts)[0]?.currency ?? firstOpening(parts)?.currency,
  '$balance->getAmount()': (parts) => trimmed(firstOpening(parts)?.amount ?? ''),
};

function assertionRows(from: string) {
  const lines = readFileSync(join(from, 'EXPECTED-from-source-tests.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const row = JSON.parse(line) as {
      data_files: string[];
      field: string;
      expected: string;
      test: string;
    };
    const [file = ''] = row.data_files;
    const isKnown = /^mt940\/(?:jejik|php)-mt940\//.test(file) && row.field in ASSERTIONS;
    const isFirst = !seen.has(file + row.field) && !row.expected.startsWith('-');
    if (!isKnown || !isFirst || row.data_files.length > 1) return [];
    seen.add(file + row.field);
    return { file, field: row.field, expected: row.expected.replaceAll("'", '') };
  });
}

function firstEntries(parts: readonly StatementPart[]) {
  const end = parts.findIndex(({ kind }) => kind === 'closed');
  return parts.slice(0, end).flatMap((part) => (part.kind === 'entry' ? part.entry : []));
}

function firstOpening(parts: readonly StatementPart[]) {
  return parts.find((part) => part.kind === 'closed')?.balances[0];
}

function trimmed(decimal: string): string {
  return decimal.replace(/\.?0+$/, '');
}

function readFile(name: string): Promise<StatementPart[]> {
  return collect(readMt940(createReadStream(join(folder!, '..', name))));
}

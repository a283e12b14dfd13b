/**
 * Every pain.001 and pain.002 of the collected test data is read with the count and sum that were
 * computed independently, or refused for the reason that is explained below.
 */

import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testData } from '@kontor/testing/test-data';
import { currency, fromDecimal, money, present, toDecimal } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import { readPain001, type PaymentInitiation } from './read-pain-001.ts';
import { readPain002 } from './read-pain-002.ts';

const folder = testData('payments-iso20022');
if (folder === undefined) console.warn('The test data are absent: real pain files are skipped.');

describe.skipIf(folder === undefined)('a real file', () => {
  const initiations = filesWith('CstmrCdtTrfInitn');
  const reports = filesWith('CstmrPmtStsRpt');

  test('is among the test data', () => {
    expect([initiations.length, reports.length]).toEqual([32, 11]);
  });

  test.each(initiations)('%s', async (name) => {
    const reading = await readPain001(createReadStream(join(folder!, name)));
    const explained = REFUSED.find(([pattern]) => pattern.test(name))?.[1];
    if (reading.kind === 'refused') return expect(reading.defects[0]?.code).toBe(explained);
    expect(explained).toBeUndefined();
    const derived = derivedValues()[`payments-iso20022/${name}`];
    expect(totalsOf(reading.initiation)).toEqual({
      count: derived?.tx_found,
      sum: sumIn(derived?.sum_found, derived?.ccys[0]),
    });
  });

  test.each(reports)('%s', async (name) => {
    const reading = await readPain002(createReadStream(join(folder!, name)));
    const explained = REFUSED.find(([pattern]) => pattern.test(name))?.[1];
    if (reading.kind === 'refused') return expect(reading.defects[0]?.code).toBe(explained);
    expect(explained).toBeUndefined();
    const { groupStatus, payments } = reading.report;
    const statuses = [
      groupStatus,
      ...payments.flatMap(({ status, transfers }) => [status, ...transfers.map((t) => t.status)]),
    ].filter((status) => status !== undefined);
    const derived = derivedValues()[`payments-iso20022/${name}`];
    const expected = Object.entries(derived?.statuses ?? {}).flatMap(([status, times]) =>
      Array.from({ length: times }, () => status),
    );
    expect(statuses.toSorted()).toEqual(expected.toSorted());
  });
});

/** Why a file is refused, by its name: it is not what it says, or not what we read. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  // Empty messages, made to try the detection of versions; 001.02 has another structure.
  [/parse-00100[13]03/, 'element_missing'],
  [/parse-0010020/, 'message_unsupported'],
  // Verification of payee answers with this message, and with codes that are no payment's.
  [/parse-0020110/, 'status_unknown'],
  // About direct debits between banks and of companies.
  [/CBPR\+_p\..*pain\.002/, 'original_message_unsupported'],
  [/pain_002_batch_rejected/, 'original_message_unsupported'],
  // Nobody is named who is paid.
  [/ch\.02\.xml/, 'element_missing'],
  // Between accounts that have no IBAN, or with the account left out.
  [/rtp_credit|swift_pain_001_v3|pain001_001_08/, 'iban_missing'],
  [/^pain001-py\//, 'iban_missing'],
  // A template that was never filled in.
  [/pain_001_v3_sepa/, 'day_unknown'],
  // The amount is told in another currency than it is paid in.
  [/pain001_credit_initiation_sample/, 'element_missing'],
];

function filesWith(element: string): readonly string[] {
  if (folder === undefined) return [];
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names
    .filter((name) => name.endsWith('.xml'))
    .filter((name) => readFileSync(join(folder, name), 'utf8').includes(element))
    .toSorted();
}

function totalsOf({ payments }: PaymentInitiation) {
  const code = currency(present(payments[0], 'it orders payments').currency);
  const amounts = payments
    .flatMap(({ transfers }) => transfers)
    .map(({ amount }) => present(fromDecimal(amount, code), 'it is an exact amount'));
  const minor = amounts.reduce((sum, amount) => sum + amount.minor, 0n);
  return { count: amounts.length, sum: toDecimal(money(minor, code)) };
}

function sumIn(decimal: string | undefined, code: string | undefined) {
  return toDecimal(present(fromDecimal(decimal ?? '', currency(code ?? '')), 'a derived sum'));
}

function derivedValues(): Readonly<Record<string, Derived>> {
  const text = readFileSync(join(folder!, 'DERIVED.json'), 'utf8');
  return JSON.parse(text) as Readonly<Record<string, Derived>>;
}

type Derived = {
  readonly tx_found: number;
  readonly sum_found: string;
  readonly ccys: readonly string[];
  readonly statuses?: Readonly<Record<string, number>>;
};

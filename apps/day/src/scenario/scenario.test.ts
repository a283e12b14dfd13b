import { checkInvoice, CustomerInvoice, isCreditNote } from '@kontor/canon';
import { currency, fromDecimal, parseBankingDay, present, sum } from '@kontor/kernel';
import { readBankFile, readEInvoice } from '@kontor/formats';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { makeSandboxCompany, openSandboxBank } from '@kontor/sandbox';
import { creditorReference } from './creditor-reference.ts';
import { lineNet, percentOf } from './exact-share.ts';
import { makeBankFiles } from './make-bank-files.ts';
import { makeScenario } from './make-scenario.ts';
import { FIRST_BANK_DAY, type Scenario, type Submission } from './scenario.ts';
import { workingDaysUntil } from './working-days.ts';

const INVOICES = 700;
const today = present(parseBankingDay('2026-04-15'), 'it is a day');
const openPostingDays = {
  from: present(parseBankingDay('2026-03-01'), 'it is a day'),
  to: present(parseBankingDay('2026-05-31'), 'it is a day'),
};
const company = makeSandboxCompany({ openPostingDays });
const day = makeScenario({ company, seed: 1, invoices: INVOICES, today });
const originals = day.submissions.filter(({ expectation }) => expectation.kind === 'accepted');

function share(scenario: Scenario, kind: Submission['expectation']['kind']): number {
  const those = scenario.submissions.filter(({ expectation }) => expectation.kind === kind);
  return those.length / originals.length;
}

describe('the documents', () => {
  test('are as many as were asked for, each with a number of its own', () => {
    expect(originals).toHaveLength(INVOICES);
    expect(new Set(originals.map(({ invoice }) => invoice.number)).size).toBe(INVOICES);
    expect(Math.max(...originals.map(({ invoice }) => invoice.number.length))).toBeLessThan(17);
  });

  test('add up by the rules of EN 16931 and have the shape of the API', () => {
    const schema = Compile(CustomerInvoice);
    for (const { invoice } of originals) {
      expect(checkInvoice(invoice, { as: 'issued', form: 'request' })).toEqual([]);
      expect(schema.Check(invoice)).toBe(true);
    }
  });

  test('say as XML what they say as JSON', async () => {
    const written = originals.filter(({ document }) => document.kind === 'xml');
    expect(written.length).toBeGreaterThan(0.07 * INVOICES);
    for (const { document, invoice } of written.slice(0, 40)) {
      const text = document.kind === 'xml' ? document.text : '';
      const reading = await readEInvoice(bytesOf(text));
      if (reading.kind === 'refused') expect.fail(JSON.stringify(reading.defects));
      expect(reading.invoice.totals).toEqual(invoice.totals);
      expect(reading.invoice.number).toBe(invoice.number);
      expect(checkInvoice(reading.invoice, { as: 'issued' })).toEqual([]);
    }
  });

  test('are spread as a day of finance is', () => {
    const notes = originals.filter(({ invoice }) => isCreditNote(invoice)).length / INVOICES;
    expect(notes).toBeGreaterThan(0.035);
    expect(notes).toBeLessThan(0.07);
    expect(share(day, 'replayed') + share(day, 'duplicate')).toBeGreaterThan(0.02);
    expect(share(day, 'replayed') + share(day, 'duplicate')).toBeLessThan(0.045);
    const currencies = new Set(originals.map(({ invoice }) => invoice.currency));
    expect([...currencies].toSorted()).toEqual(['EUR', 'GBP', 'USD']);
    const rates = originals.flatMap(({ invoice }) => invoice.taxBreakdown ?? []);
    expect(new Set(rates.map(({ category, rate }) => `${category}${rate}`)).size).toBeGreaterThan(
      6,
    );
    expect(originals.some(({ invoice }) => invoice.allowancesCharges)).toBe(true);
  });

  test('come again only after they came, and in the lane of their customer', () => {
    const seen = new Set<string>();
    for (const { invoice, expectation, lane } of day.submissions) {
      expect(lane).toBe(`${invoice.legalEntity}/${invoice.customer}`);
      if (expectation.kind === 'accepted') seen.add(invoice.number);
      else if (expectation.kind !== 'refused') expect(seen).toContain(invoice.number);
    }
  });

  test('never share a key unless they are the same', () => {
    const byKey = new Map<string, Submission>();
    for (const submission of day.submissions) {
      const earlier = byKey.get(submission.idempotencyKey);
      if (earlier) expect(submission.document).toEqual(earlier.document);
      byKey.set(submission.idempotencyKey, submission);
    }
  });

  test('hold one that no document of SAP can hold', () => {
    const poison = originals.find(({ invoice }) => invoice.number === day.trouble.poison);
    const { document } = present(poison, 'the poison is among them');
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(1_000_000);
  });
});

describe('the money', () => {
  test('pays only what was billed, and no document twice', () => {
    const numbers = new Set(originals.map(({ invoice }) => invoice.number));
    const paid = day.receipts.filter(({ kind }) => kind !== 'partial').flatMap(({ pays }) => pays);
    for (const number of paid) expect(numbers).toContain(number);
    expect(new Set(paid).size).toBe(paid.length);
  });

  test('comes in every kind, most of it exact', () => {
    const kinds = new Set(day.receipts.map(({ kind }) => kind));
    expect(kinds.size).toBe(9);
    const exact = day.receipts.filter(({ kind }) => kind === 'exact').length;
    expect(exact / day.receipts.length).toBeGreaterThan(0.6);
    expect(day.receipts.every(({ amount }) => amount.minor > 0n)).toBe(true);
  });

  test('is in the statements to the cent', async () => {
    const bank = openSandboxBank({ company });
    const files = makeBankFiles(day, { bank, hasFolder: false });
    const credits = new Map<string, bigint>();
    for (const { bytes, expectation } of files) {
      if (expectation === 'duplicate' || expectation === 'quarantined') continue;
      for await (const part of readBankFile(bytesOf(bytes))) {
        if (part.kind === 'refused') expect.fail(JSON.stringify(part.defects));
        if (part.kind !== 'entry' || part.entry.direction !== 'credit') continue;
        const amount = fromDecimal(part.entry.amount, currency(part.entry.currency));
        const { minor } = present(amount, 'statements have exact amounts');
        credits.set(part.entry.currency, (credits.get(part.entry.currency) ?? 0n) + minor);
      }
    }
    for (const [code, minor] of credits) {
      const ours = day.receipts.filter(({ amount }) => amount.currency === code);
      expect(minor).toBe(
        sum(
          ours.map(({ amount }) => amount),
          currency(code),
        ).minor,
      );
    }
  });

  test('comes in files with a gap, a repeat and a wrong balance', () => {
    const bank = openSandboxBank({ company });
    const files = makeBankFiles(day, { bank, hasFolder: true });
    const count = (wanted: string) =>
      files.filter(({ expectation }) => expectation === wanted).length;
    expect([count('waiting'), count('duplicate'), count('quarantined')]).toEqual([1, 1, 1]);
    expect(files.filter(({ channel }) => channel === 'folder')).toHaveLength(1);
    expect(files).toHaveLength(4 * 3 + 2);
  });
});

describe('the law', () => {
  test('the same seed makes the same day, another seed another', () => {
    const again = makeScenario({ company, seed: 1, invoices: INVOICES, today });
    expect(again).toEqual(day);
    const other = makeScenario({ company, seed: 2, invoices: 100, today });
    const numbers = new Set(originals.map(({ invoice }) => invoice.number));
    expect(other.submissions.some(({ invoice }) => numbers.has(invoice.number))).toBe(false);
  });

  test('whatever the seed and size, everything adds up and is dated in the week', () => {
    const seeds = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 40, max: 120 }));
    fc.assert(
      fc.property(seeds, ([seed, invoices]) => {
        const { submissions, receipts, days } = makeScenario({ company, seed, invoices, today });
        for (const { invoice, expectation } of submissions) {
          if (expectation.kind !== 'accepted') continue;
          expect(checkInvoice(invoice, { as: 'issued', form: 'request' })).toEqual([]);
          expect(days.indexOf(present(parseBankingDay(invoice.issueDate), 'a day'))).toBeLessThan(
            2,
          );
        }
        for (const { day: at } of receipts) expect(at).toBeGreaterThanOrEqual(FIRST_BANK_DAY);
      }),
      { numRuns: 5 },
    );
  });

  test('shares and products round half up, once', () => {
    expect(percentOf(1_000n, '8.875')).toBe(89n); // 88.75
    expect(percentOf(10n, '5')).toBe(1n); // 0.5
    expect(lineNet({ quantity: '2.5', unitPrice: '0.3333' }, 2)).toBe(83n); // 0.83325
    expect(lineNet({ quantity: '3', unitPrice: '1.115' }, 2)).toBe(335n); // 3.345
  });
});

test.each([
  ['2026-04-15', ['2026-04-13', '2026-04-14', '2026-04-15']], // a Wednesday
  ['2026-04-12', ['2026-04-08', '2026-04-09', '2026-04-10']], // a Sunday
  ['2026-04-13', ['2026-04-09', '2026-04-10', '2026-04-13']], // a Monday
])('the working days until %s', (text, expected) => {
  expect(workingDaysUntil(present(parseBankingDay(text), 'a day'), 3)).toEqual(expected);
});

test('a creditor reference has the check digits of ISO 11649', () => {
  expect(creditorReference('539007547034')).toBe('RF18539007547034');
});

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

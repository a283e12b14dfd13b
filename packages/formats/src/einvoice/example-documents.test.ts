/**
 * Example documents of CEN, OpenPeppol, KoSIT and open projects: their totals are compared with
 * values that were computed independently, and what is meant to be valid has to pass the rules.
 */

import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInvoice } from '@kontor/canon';
import { fromDecimal, currency, type Money } from '@kontor/kernel';
import { afterAll, describe, expect, test } from 'vitest';
import { testData } from '@kontor/testing/test-data';
import { readEInvoice } from './read-einvoice.ts';
import { writeUblInvoice } from './write-ubl-invoice.ts';

const folder = testData('einvoice');
if (folder === undefined) console.warn('The test data are absent: example documents are skipped.');

describe.skipIf(folder === undefined)('an example', () => {
  const files = folder === undefined ? [] : exampleFiles(folder);
  const derived = folder === undefined ? {} : derivedValues(folder);
  const count = { read: 0, compared: 0, valid: 0, exact: 0, refused: 0 };

  test.each(files)('%s', async (file) => {
    const reading = await readEInvoice(createReadStream(join(folder!, file)));
    const expected = NOT_READ.get(file)?.[0];
    if (expected !== undefined || reading.kind === 'refused') {
      const codes = reading.kind === 'refused' ? reading.defects.map(({ code }) => code) : [];
      expect(codes, JSON.stringify(reading).slice(0, 500)).toContain(expected);
      count.refused += 1;
      return;
    }
    const { invoice } = reading;
    count.read += 1;
    if (compareTotals(invoice, derived[`einvoice/${file}`])) count.compared += 1;

    const broken = [...new Set(checkInvoice(invoice, { as: 'received' }).map(({ code }) => code))];
    expect(broken.join(' ')).toBe(BROKEN.get(file)?.[0] ?? '');
    if (broken.length === 0) count.valid += 1;
    if (checkInvoice(invoice).length === 0) count.exact += 1;

    // Whatever syntax it came in: written as UBL and read again, it is the same invoice.
    const written = await readEInvoice(bytesOf(writeUblInvoice(invoice)));
    expect(written).toMatchObject({ kind: 'invoice', invoice: asUblSaysIt(invoice) });
  });

  test('each that is listed as not read or broken exists', () => {
    const known = new Set(files);
    const listed = [...NOT_READ.keys(), ...BROKEN.keys()];
    expect(listed.filter((file) => !known.has(file))).toEqual([]);
  });

  afterAll(() => {
    console.info(
      `Example documents: ${files.length}; ${count.read} read, of which ${count.compared} were ` +
        `compared with independent totals, ${count.valid} pass EN 16931 as published and ` +
        `${count.exact} to the cent; ${count.refused} refused as listed.`,
    );
  });
});

type Derived = {
  readonly id?: string;
  readonly ccy?: string | null;
  readonly lines?: number;
  readonly line_sum?: string;
} & Readonly<Record<string, unknown>>;

/** Names of UBL and of CII for the same total. */
const TOTALS = [
  ['lineNet', 'LineExtensionAmount', 'LineTotal'],
  ['net', 'TaxExclusiveAmount', 'TaxBasis'],
  ['gross', 'TaxInclusiveAmount', 'GrandTotal'],
  ['prepaid', 'Prepaid'],
  ['rounding', 'Rounding'],
  ['payable', 'Payable', 'DuePayable'],
] as const;

type ReadInvoice = Extract<
  Awaited<ReturnType<typeof readEInvoice>>,
  { kind: 'invoice' }
>['invoice'];

function compareTotals(invoice: ReadInvoice, derived: Derived | undefined): boolean {
  if (!derived) return false;
  const amount = (text: unknown): Money | undefined =>
    typeof text === 'string' ? fromDecimal(text, currency(invoice.currency)) : undefined;
  expect(invoice.number).toBe(derived.id);
  expect(invoice.currency).toBe(derived.ccy);
  expect(invoice.lines).toHaveLength(derived.lines ?? -1);
  for (const [name, ...foreign] of TOTALS) {
    // Not every kind of document has a value for each.
    const [key] = foreign.filter((each) => each in derived);
    if (key === undefined) continue;
    const expected = derived[key];
    expect(amount(invoice.totals[name]), name).toEqual(amount(expected));
  }
  const taxes = derived['TaxTotals'] ?? derived['Tax'];
  const told = [invoice.totals.tax, invoice.totals.taxInAccountingCurrency].map(amount);
  for (const tax of Array.isArray(taxes) ? taxes : []) expect(told).toContainEqual(amount(tax));
  return true;
}

/** The three things that UBL cannot say as they were: see the writers of lines and references. */
function asUblSaysIt(invoice: ReadInvoice): ReadInvoice {
  const { supportingDocuments } = invoice;
  return {
    ...invoice,
    lines: invoice.lines.map((line) =>
      line.grossPrice === undefined ? line : { priceDiscount: '0', ...line },
    ),
    ...(supportingDocuments && {
      supportingDocuments: supportingDocuments.map(
        ({ fileName: _name, mediaType: _type, ...document }) => document,
      ),
    }),
  };
}

function exampleFiles(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.xml$/i.test(file) && !OTHER_KINDS.test(file))
    .sort();
}

function derivedValues(root: string): Readonly<Record<string, Derived>> {
  return JSON.parse(readFileSync(join(root, 'DERIVED.json'), 'utf8')) as Record<string, Derived>;
}

async function* bytesOf(document: string) {
  yield Buffer.from(document);
}

/** Rule cases have a test of their own; EDIFACT and the Swiss eBill are other formats. */
const OTHER_KINDS = /^(en16931-unit-ubl|peppol-unit|oca-ch-ebill)\/|\/edifact\/|\/test\/cii\//;

type Listing = readonly [file: string, told: readonly [codes: string, reason: string]];
type Listed = ReadonlyMap<string, readonly [codes: string, reason: string]>;

const ZUGFERD_21 = 'zugferd-csharp/zugferd21/zugferd_2p1';
const NO_INVOICE = 'It is another kind of document, or none.';
const LESS_THAN_AN_INVOICE = 'This profile has no lines or totals, and is no invoice for EN 16931.';
const TWO_DISCOUNTS = 'Profile EXTENDED: two discounts on one gross price (BT-147).';
const TWO_VAT_TOTALS = 'Saudi Arabia asks for the VAT total twice in one currency.';
const BEFORE_EN_16931 = 'A UBL document older than EN 16931, without what that requires.';

const NOT_READ: Listed = new Map<string, Listing[1]>([
  ['horstoeko-zugferd/xml_dummy.xml', ['einvoice_syntax_unknown', NO_INVOICE]],
  ['horstoeko-zugferd/xml_invalid_1.xml', ['einvoice_syntax_unknown', NO_INVOICE]],
  ['horstoeko-zugferd/xml_invalid_2.xml', ['xml_malformed', NO_INVOICE]],
  ['zugferd-csharp/ZUGFeRD-invoice-pdflib.xml', ['einvoice_syntax_unknown', NO_INVOICE]],
  ['factur-x-akretion/xml/order-x-basic.xml', ['einvoice_syntax_unknown', NO_INVOICE]],
  ['factur-x-akretion/xml/order-x-comfort.xml', ['einvoice_syntax_unknown', NO_INVOICE]],
  ['horstoeko-zugferd/xml_en16931_5.xml', ['BR-06', 'It is made without a seller.']],
  ['factur-x-akretion/xml/factur-x-basicwl.xml', ['BR-16', LESS_THAN_AN_INVOICE]],
  ['factur-x-akretion/xml/zugferd-basic.xml', ['BR-15', LESS_THAN_AN_INVOICE]],
  ['zugferd-csharp/zugferd10/ZUGFeRD_1p0_BASIC_Einfach.xml', ['BR-15', LESS_THAN_AN_INVOICE]],
  [`${ZUGFERD_21}_BASIC-WL_Einfach-factur-x.xml`, ['BR-16', LESS_THAN_AN_INVOICE]],
  [`${ZUGFERD_21}_EREPORTING-factur-x.xml`, ['BR-12', LESS_THAN_AN_INVOICE]],
  [`${ZUGFERD_21}_MINIMUM_Rechnung-factur-x.xml`, ['BR-12', LESS_THAN_AN_INVOICE]],
  [`${ZUGFERD_21}_EXTENDED_Warenrechnung-factur-x.xml`, ['element_repeated', TWO_DISCOUNTS]],
  ['zugferd-csharp/ZUGFeRD-invoice-1.0.xml', ['element_repeated', TWO_DISCOUNTS]],
  [
    'zugferd-csharp/zugferd10/ZUGFeRD_1p0_EXTENDED_Warenrechnung.xml',
    ['element_repeated', TWO_DISCOUNTS],
  ],
  [
    'zugferd-csharp/xRechnung/ubl-cn-br-de-17-test-559-code-384.xml',
    ['BR-CL-01', 'A credit note of type 384, which is a corrected invoice.'],
  ],
  [
    'peppol-examples/national-examples/GR/GR-base-example-TaxRepresentative.xml',
    ['BR-06', 'The seller has no registered name (BT-27).'],
  ],
  ['gobl-ubl/parse/en16931/credit-note1.xml', ['BR-04', BEFORE_EN_16931]],
  ['gobl-ubl/parse/en16931/custom-namespace-prefixes.xml', ['BR-04', BEFORE_EN_16931]],
  [
    'oca-edi/account_invoice_import_ubl/tests/files/UBLInvoice-multitankcard-line_adjust.xml',
    ['BR-06', BEFORE_EN_16931],
  ],
  ...[
    'parse/zatca/credit-note-summary.xml',
    'parse/zatca/simplified-credit-note.xml',
    'parse/zatca/simplified-debit-note.xml',
    'parse/zatca/simplified-invoice.xml',
    'parse/zatca/standard-credit-note.xml',
    'parse/zatca/standard-debit-note.xml',
    'parse/zatca/standard-invoice.xml',
    'convert/zatca/out/simplified-credit-note.xml',
    'convert/zatca/out/simplified-invoice.xml',
    'convert/zatca/out/standard-credit-note.xml',
    'convert/zatca/out/standard-invoice.xml',
  ].map((file): Listing => [`gobl-ubl/${file}`, ['BR-CO-15', TWO_VAT_TOTALS]]),
]);

const SAUDI_CODES = 'Saudi Arabia has schemes and VAT numbers of its own, and asks for no account.';

/** The rules that an example breaks although somebody means it to be valid. */
const BROKEN: Listed = new Map<string, Listing[1]>([
  [
    'horstoeko-zugferd/xml_extended_1.xml',
    ['BR-CO-12 BR-S-08', 'Profile EXTENDED: freight outside of BG-21.'],
  ],
  [
    'zugferd-csharp/xRechnung/xRechnung_CII.xml',
    ['BR-S-02', 'The seller’s VAT identifier has the scheme VAT, which should be VA.'],
  ],
  [
    'gobl-ubl/parse/peppol/sg-invoice.xml',
    ['BR-CL-17 BR-CL-18', 'Singapore has GST categories of its own.'],
  ],
  ['gobl-ubl/parse/zatca/standard-usd-invoice.xml', ['BR-CL-10 BR-61 BR-CO-09', SAUDI_CODES]],
  ['gobl-ubl/convert/zatca/out/standard-usd-invoice.xml', ['BR-CL-10 BR-61 BR-CO-09', SAUDI_CODES]],
  [
    'xrechnung-testsuite/business-cases/extension/04.05a-INVOICE_uncefact.xml',
    ['BR-CL-10 BR-CL-21', 'The German extension has identifier schemes of its own.'],
  ],
  [
    'xrechnung-testsuite/technical-cases/cvd/02.01a-cvd_INVOICE_uncefact.xml',
    ['BR-CL-13', 'The German vehicle directive has an item class of its own.'],
  ],
  [
    'zugferd-corpus/XML-Rechnung/UBL/' +
      'not_validating_full_invoice_based_onTest_EeISI_300_CENfullmodel.ubl.xml',
    ['BR-CO-10 BR-CO-15', 'It is meant not to be valid.'],
  ],
]);

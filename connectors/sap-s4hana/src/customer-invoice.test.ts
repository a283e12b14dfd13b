import { toDecimal } from '@kontor/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toInvoiceEntry } from './customer-invoice.ts';
import { balanceOf, turned, type JournalEntry } from './journal-entry/journal-entry.ts';
import { someConfig, someInvoice } from './samples.ts';
import { toReversal } from './to-reversal.ts';

test('an invoice debits the customer and credits revenue and tax', () => {
  const entry = entryOf(someInvoice());
  expect(entry).toMatchObject({
    reference: '0123456789ABCDEFGHJK',
    documentType: 'DR',
    companyCode: '1010',
    documentReference: 'INV-2026-00417',
    headerText: 'INV-2026-00417',
  });
  expect(bookings(entry)).toEqual([
    'C10042 1190.00 EUR',
    '41000000 -800.00 EUR',
    '41000000 -200.00 EUR',
    'A1 -190.00 EUR of -1000.00',
  ]);
  expect(entry.debtorItems[0]).toMatchObject({
    assignment: 'INV-2026-00417',
    due: { baseDay: '2026-03-30', netDays: 30 },
    paymentReference: 'RF18539007547034',
  });
});

test('a credit note does the opposite, under its own document type', () => {
  const entry = entryOf(someInvoice({ kind: 'credit-note' }));
  expect(entry.documentType).toBe('DG');
  expect(bookings(entry)).toEqual([
    'C10042 -1190.00 EUR',
    '41000000 800.00 EUR',
    '41000000 200.00 EUR',
    'A1 190.00 EUR of 1000.00',
  ]);
});

test('a discount line stands on the other side', () => {
  const entry = entryOf(
    someInvoice({
      lines: [
        { account: '41000000', amount: '1100.00', taxCode: 'A1' },
        { account: '41000010', amount: '-100.00', taxCode: 'A1' },
      ],
    }),
  );
  expect(bookings(entry)).toContain('41000010 100.00 EUR');
  expect(balanceOf(entry)).toBe(0n);
});

test('lines and tax of one code belong to one group; lines without tax to none', () => {
  const entry = entryOf(
    someInvoice({
      gross: '1697.00',
      lines: [
        { account: '41000000', amount: '1000.00', taxCode: 'A1' },
        { account: '41000001', amount: '100.00', taxCode: 'A2' },
        { account: '41000002', amount: '400.00', taxCode: 'A0' },
      ],
      taxes: [
        { taxCode: 'A1', account: '22000000', base: '1000.00', amount: '190.00', rate: '19' },
        { taxCode: 'A2', account: '22000001', base: '100.00', amount: '7.00', rate: '7' },
      ],
    }),
  );
  expect(entry.ledgerItems.map(({ tax }) => tax)).toEqual([
    { code: 'A1', group: '1' },
    { code: 'A2', group: '2' },
    { code: 'A0' },
  ]);
  expect(entry.taxItems.map(({ group }) => group)).toEqual(['1', '2']);
  expect(balanceOf(entry)).toBe(0n);
});

test.each([
  ['JPY', '110000', '100000', '10000'],
  ['KWD', '1.155', '1.100', '0.055'],
  ['EUR', '0.01', '0.01', '0.00'],
  ['EUR', '99999999999999.99', '99999999999999.98', '0.01'],
])('amounts in %s reach SAP as they are: %s', (currency, gross, base, tax) => {
  const entry = entryOf(
    someInvoice({
      currency,
      gross,
      lines: [{ account: '41000000', amount: base, taxCode: 'A1' }],
      taxes: [{ taxCode: 'A1', account: '22000000', base, amount: tax, rate: '10' }],
    }),
  );
  expect(bookings(entry)[0]).toBe(`C10042 ${gross} ${currency}`);
  expect(balanceOf(entry)).toBe(0n);
});

test.each([
  ['as it is when it fits', 'INV-2026-00417', 'INV-2026-00417', 'INV-2026-00417'],
  ['16 characters', '1234567890123456', '1234567890123456', '1234567890123456'],
  ['its end', 'DE01-SALES-2026-0000004711', '-2026-0000004711', 'E01-SALES-2026-0000004711'],
  ['without cutting a character', `X${'😀'.repeat(9)}`, '😀'.repeat(8), `X${'😀'.repeat(9)}`],
  ['without doubled spaces', 'RE  2026   17', 'RE 2026 17', 'RE 2026 17'],
])('the number in the reference field: %s', (_, number, documentReference, headerText) => {
  expect(entryOf(someInvoice({ number }))).toMatchObject({ documentReference, headerText });
});

test('a payment reference that does not fit is left out rather than cut', () => {
  const entry = entryOf(someInvoice({ paymentReference: 'x'.repeat(31) }));
  expect(entry.debtorItems[0]).not.toHaveProperty('paymentReference');
});

test.each([
  ['at once', '2026-03-30', { baseDay: '2026-03-30', netDays: 0 }],
  ['before it was written', '2026-03-01', { baseDay: '2026-03-01', netDays: 0 }],
  ['over the change to summer time', '2026-11-30', { baseDay: '2026-03-30', netDays: 245 }],
  ['in the far future', '2036-01-01', { baseDay: '2036-01-01', netDays: 0 }],
])('due %s', (_, dueDay, due) => {
  expect(entryOf(someInvoice({ dueDay })).debtorItems[0]?.due).toEqual(due);
});

describe('nothing is sent', () => {
  test.each([
    ['for a company that has no company code', { legalEntity: 'FR01' }, 'company_code_missing'],
    [
      'for a customer number SAP cannot hold',
      { customer: 'C1234567890' },
      'customer_number_too_long',
    ],
    ['for a fraction of a cent', { gross: '1190.001' }, 'amount_has_too_many_decimals'],
    ['for half a yen', { currency: 'JPY', gross: '0.5' }, 'amount_has_too_many_decimals'],
    ['in a currency that does not exist', { currency: 'XYZ' }, 'unknown_currency'],
  ])('%s', (_, change, code) => {
    expect(toInvoiceEntry(someInvoice(change), someConfig)).toMatchObject({
      kind: 'rejected',
      vendorCode: `not_sent/${code}`,
    });
  });
});

test('a reversal turns every side, names the original, and has its own reference and day', () => {
  const original = someInvoice();
  const reversal = toReversal(turned(entryOf(original)), {
    reference: '0123456789ABCDEFGHJN',
    document: { legalEntity: 'DE01', number: '1800000001', year: '2026' },
    postingDay: '2026-05-04',
    reason: 'Billed to the wrong customer',
    original,
  });
  expect(reversal).toMatchObject({
    reference: '0123456789ABCDEFGHJN',
    relatedDocument: '1800000001/2026',
    documentReference: 'INV-2026-00417',
    headerText: 'Billed to the wrong custo',
    documentDay: '2026-05-04',
    postingDay: '2026-05-04',
  });
  expect(bookings(reversal)).toEqual([
    'C10042 -1190.00 EUR',
    '41000000 800.00 EUR',
    '41000000 200.00 EUR',
    'A1 190.00 EUR of 1000.00',
  ]);
  expect(reversal.debtorItems[0]).not.toHaveProperty('due');
});

test('a document and its reversal leave nothing, whatever was posted', () => {
  const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), cents, (nets, tax) => {
      const text = (minor: bigint) => toDecimal({ minor, currency: EUR });
      const net = nets.reduce((total, each) => total + each, 0n);
      const entry = entryOf(
        someInvoice({
          gross: text(net + tax),
          lines: nets.map((each) => ({ account: '4', amount: text(each), taxCode: 'A1' })),
          taxes: [{ taxCode: 'A1', account: '2', base: text(net), amount: text(tax), rate: '19' }],
        }),
      );
      expect(balanceOf(entry)).toBe(0n);
      expect(balanceOf(turned(entry))).toBe(0n);
      expect(turned(turned(entry))).toEqual(entry);
    }),
  );
});

function bookings({ debtorItems, ledgerItems, taxItems }: JournalEntry): readonly string[] {
  const shown = (amount: JournalEntry['debtorItems'][number]['amount']) =>
    `${toDecimal(amount)} ${amount.currency}`;
  return [
    ...debtorItems.map(({ debtor, amount }) => `${debtor} ${shown(amount)}`),
    ...ledgerItems.map(({ account, amount }) => `${account} ${shown(amount)}`),
    ...taxItems.map(({ code, amount, base }) => `${code} ${shown(amount)} of ${toDecimal(base)}`),
  ];
}

function entryOf(invoice: ReturnType<typeof someInvoice>): JournalEntry {
  const entry = toInvoiceEntry(invoice, someConfig);
  if ('kind' in entry) throw new Error(entry.vendorText);
  return entry;
}

const EUR = 'EUR' as Parameters<typeof toDecimal>[0]['currency'];

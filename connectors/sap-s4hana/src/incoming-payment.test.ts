import { toDecimal } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { toPaymentEntry } from './incoming-payment.ts';
import { balanceOf, type JournalEntry } from './journal-entry/journal-entry.ts';
import { someConfig, somePayment } from './samples.ts';

const document = { legalEntity: 'DE01', number: '1800000001', year: '2026' };

test('a payment debits the bank and the charges, and credits the customer', () => {
  const entry = entryOf(somePayment());
  expect(entry).toMatchObject({
    documentType: 'DZ',
    documentReference: 'TRF2026042800017',
    headerText: 'NTRF2026042800017',
    documentDay: '2026-04-28',
  });
  expect(bookings(entry)).toEqual(['11001010 1188.50', '65009000 1.50', 'C10042 -1190.00']);
  expect(entry.ledgerItems[0]).toMatchObject({ valueDay: '2026-04-29' });
  expect(entry.debtorItems[0]).toMatchObject({ assignment: 'INV-2026-00417' });
  expect(balanceOf(entry)).toBe(0n);
});

test('one receipt pays two invoices, takes a credit note into account and leaves a rest', () => {
  const entry = entryOf(
    somePayment({
      amount: '250.00',
      differences: [],
      allocations: [
        { invoiceNumber: 'INV-1', document, amount: '200.00' },
        { invoiceNumber: 'INV-2', document, amount: '100.00' },
        { invoiceNumber: 'CN-1', document, amount: '-60.00' },
      ],
      onAccount: '10.00',
    }),
  );
  expect(bookings(entry)).toEqual([
    '11001010 250.00',
    'C10042 -200.00',
    'C10042 -100.00',
    'C10042 60.00',
    'C10042 -10.00',
  ]);
  expect(entry.debtorItems.map(({ assignment }) => assignment)).toEqual([
    'INV-1',
    'INV-2',
    'CN-1',
    undefined,
  ]);
  expect(balanceOf(entry)).toBe(0n);
});

test('an overpayment that is kept is income', () => {
  const differences = [{ account: '71009000', amount: '-0.01', reason: 'Rounding' }];
  const entry = entryOf(somePayment({ amount: '1190.01', differences }));
  expect(bookings(entry)).toContain('71009000 -0.01');
  expect(balanceOf(entry)).toBe(0n);
});

test('nothing on account is no item', () => {
  expect(entryOf(somePayment({ onAccount: '0.00' })).debtorItems).toHaveLength(1);
});

test('a payment without the bank’s reference has no reference of its own', () => {
  const { bankReference: _, ...payment } = somePayment();
  const entry = entryOf(payment);
  expect(entry).not.toHaveProperty('documentReference');
  expect(entry.ledgerItems[0]).not.toHaveProperty('text');
});

test.each([
  ['JPY', '1000', '1000'],
  ['KWD', '1.155', '1.155'],
])('an amount in %s stays exact', (currency, amount, allocated) => {
  const entry = entryOf(
    somePayment({
      currency,
      amount,
      differences: [],
      allocations: [{ invoiceNumber: 'INV-1', document, amount: allocated }],
    }),
  );
  expect(bookings(entry)).toEqual([`11001010 ${amount}`, `C10042 -${amount}`]);
});

test('a fraction of a cent anywhere sends nothing', () => {
  const differences = [{ account: '65009000', amount: '1.505', reason: 'Charges' }];
  expect(toPaymentEntry(somePayment({ differences }), someConfig)).toMatchObject({
    kind: 'rejected',
    vendorCode: 'not_sent/amount_has_too_many_decimals',
  });
});

function bookings({ debtorItems, ledgerItems }: JournalEntry): readonly string[] {
  return [
    ...ledgerItems.map(({ account, amount }) => `${account} ${toDecimal(amount)}`),
    ...debtorItems.map(({ debtor, amount }) => `${debtor} ${toDecimal(amount)}`),
  ];
}

function entryOf(payment: ReturnType<typeof somePayment>): JournalEntry {
  const entry = toPaymentEntry(payment, someConfig);
  if ('kind' in entry) throw new Error(entry.vendorText);
  return entry;
}

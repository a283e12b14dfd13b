import { expect, test } from 'vitest';
import { readAmount } from './read-amount.ts';

test.each([
  ['1250.00', { decimal: '1250.00' }],
  ['1 250,00', { decimal: '1250.00' }],
  ['1.250,00 EUR', { decimal: '1250.00', currency: 'EUR' }],
  ['eur 1,250.00', { decimal: '1250.00', currency: 'EUR' }],
  ['€ 1,250', { decimal: '1250', currency: 'EUR' }],
  ["1'250.5 CHF", { decimal: '1250.5', currency: 'CHF' }],
  ['-12,5', { decimal: '12.5' }],
  ['1.250.000', { decimal: '1250000' }],
  ['1250', { decimal: '1250' }],
])('%s is an amount', (text, amount) => {
  expect(readAmount(text)).toEqual(amount);
});

test.each(['INV-1004', 'Acme', '1.2.3,4.5', '2026-00417', '', 'EUR', 'EUR 5 USD', 'INV 1004'])(
  '%s is none',
  (text) => {
    expect(readAmount(text)).toBeUndefined();
  },
);

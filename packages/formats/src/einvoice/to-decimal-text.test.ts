import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDecimalText } from './to-decimal-text.ts';

test.each([
  ['1250.00', '1250.00'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['+5', '5'],
  ['007.10', '7.10'],
  ['-0.00', '0.00'],
  ['-0', '0'],
  ['-.01', '-0.01'],
  ['0.1234567800', '0.12345678'],
  ['999999999999999999.99', '999999999999999999.99'],
])('%s is read as %s', (text, expected) => {
  expect(toDecimalText(text)).toBe(expected);
});

test.each([
  '',
  '.',
  '-',
  '+',
  '1e3',
  '1E-2',
  'NaN',
  'INF',
  '-INF',
  'Infinity',
  '0x10',
  '1,5',
  '1.000,00',
  '1 000',
  '1_000',
  '--1',
  '+-1',
  '1.2.3',
  '١٢',
  '１２',
  '12 EUR',
  '0.123456789',
  '1000000000000000000',
  '9'.repeat(100_000),
  `1.${'9'.repeat(100_000)}`,
])('%s is no decimal', (text) => {
  expect(toDecimalText(text)).toBeUndefined();
});

test('what is canonical stays as it is', () => {
  const digits = (maxLength: number) =>
    fc
      .array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength })
      .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), digits(8), (whole, fraction) => {
      expect(toDecimalText(`-${whole}.${fraction}`)).toBe(`-${whole}.${fraction}`);
      expect(toDecimalText(`00${whole}.${fraction}`)).toBe(`${whole}.${fraction}`);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from './allocate.ts';
import { currency } from './currency.ts';
import { add, fromDecimal, money, negate, subtract, sum, toDecimal } from './money.ts';

const eur = currency('EUR');
const codes = ['EUR', 'JPY', 'KWD', 'CLF'].map(currency);
const minor = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });

test.each([
  ['1250.00', 'EUR', 125_000n],
  ['-0.01', 'EUR', -1n],
  ['1250', 'JPY', 1_250n],
  ['0.001', 'KWD', 1n],
  ['1.5', 'EUR', 150n],
  ['1.500', 'EUR', 150n],
])('%s %s is %s minor units', (text, code, expected) => {
  expect(fromDecimal(text, currency(code))?.minor).toBe(expected);
});

test.each([
  ['1.001', 'EUR'],
  ['1.5', 'JPY'],
  ['1e3', 'EUR'],
  ['1,00', 'EUR'],
  [' 1.00', 'EUR'],
  ['+1.00', 'EUR'],
  ['.5', 'EUR'],
  ['1.', 'EUR'],
  ['', 'EUR'],
  ['NaN', 'EUR'],
  ['1234567890123456789', 'EUR'],
])('%s is no amount of %s', (text, code) => {
  expect(fromDecimal(text, currency(code))).toBeUndefined();
});

test('decimal text is exact for every currency', () => {
  fc.assert(
    fc.property(minor, fc.constantFrom(...codes), (value, code) => {
      expect(fromDecimal(toDecimal(money(value, code)), code)).toEqual(money(value, code));
    }),
  );
});

test('adding, subtracting and negating lose nothing', () => {
  fc.assert(
    fc.property(minor, minor, (left, right) => {
      const total = add(money(left, eur), money(right, eur));
      expect(subtract(total, money(right, eur))).toEqual(money(left, eur));
      expect(add(total, negate(total)).minor).toBe(0n);
    }),
  );
});

test('amounts of two currencies are never added', () => {
  expect(() => add(money(1n, eur), money(1n, currency('USD')))).toThrow('one currency');
});

test('a split is as even as it can be and adds up to the whole, refunds included', () => {
  fc.assert(
    fc.property(minor, fc.integer({ min: 1, max: 500 }), (value, parts) => {
      const split = allocate(money(value, eur), parts);
      expect(sum(split, eur).minor).toBe(value);
      const values = split.map((part) => part.minor).sort((a, b) => (a < b ? -1 : 1));
      expect((values.at(-1) ?? 0n) - (values[0] ?? 0n)).toBeLessThanOrEqual(1n);
    }),
  );
});

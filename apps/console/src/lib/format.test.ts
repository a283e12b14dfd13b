import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatAge,
  formatAmount,
  formatDay,
  formatDuration,
  formatMoney,
  formatRelative,
} from './format.ts';

const NOW = Date.parse('2026-03-31T12:00:00.000Z');

describe('amounts', () => {
  test.each([
    ['1250.00', '1\u202F250.00'],
    ['-1250.00', '\u22121\u202F250.00'],
    ['0.00', '0.00'],
    ['999', '999'],
    ['1234567890123.45', '1\u202F234\u202F567\u202F890\u202F123.45'],
  ])('%s is written %s', (amount, expected) => {
    expect(formatAmount(amount)).toBe(expected);
  });

  test.each([
    ['12.00', '+12.00'],
    ['-12.00', '\u221212.00'],
    ['0.00', '0.00'],
  ])('as a difference, %s is written %s', (amount, expected) => {
    expect(formatAmount(amount, true)).toBe(expected);
  });

  test('the currency is always there', () => {
    expect(formatMoney({ amount: '5.00', currency: 'JPY' })).toBe('5.00\u202FJPY');
  });

  test('no digit is ever lost or changed', () => {
    const amounts = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat(99));
    fc.assert(
      fc.property(amounts, ([isNegative, whole, cents]) => {
        const amount = `${isNegative ? '-' : ''}${whole}.${String(cents).padStart(2, '0')}`;
        const back = formatAmount(amount).replaceAll('\u202F', '').replace('\u2212', '-');
        expect(back).toBe(amount);
      }),
    );
  });
});

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [1_500, '1.5 s'],
  [12_345, '12 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [93_600_000, '1 d 2 h'],
])('%i ms are %s', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

test.each([
  ['2026-03-31T11:58:00.000Z', '2 min', '2 min ago'],
  ['2026-03-31T11:59:59.500Z', '1 s', 'now'],
  ['2026-03-29T09:00:00.000Z', '2 d 3 h', '2 d 3 h ago'],
])('%s is %s old, which is %s', (at, age, relative) => {
  expect([formatAge(at, NOW), formatRelative(at, NOW)]).toEqual([age, relative]);
});

test('what is to come is said so', () => {
  expect(formatRelative('2026-03-31T15:00:00.000Z', NOW)).toBe('in 3 h');
});

test('a banking day is the same day everywhere', () => {
  expect(formatDay('2026-03-31')).toBe('31 Mar 2026');
});

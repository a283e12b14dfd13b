import { expect, test } from 'vitest';
import { countsOf, daysBetween, measuresOf, shareOf, shareWords } from './days.ts';

const days = daysBetween('2026-02-27', '2026-03-02');

test('every day stands along the bottom, also one without data', () => {
  expect(days.labels).toEqual(['27 Feb', '28 Feb', '1 Mar', '2 Mar']);
  expect(daysBetween('2025-03-02', '2026-03-02').labels.at(-1)).toBe('2 Mar 2026');
});

test('a count without a row is zero from the first day on, and a gap before it', () => {
  const rows = [{ day: '2026-03-01', posted: 3 }];
  const value = ({ posted }: { readonly posted: number }) => posted;
  expect(countsOf(days, rows, { firstDay: '2026-02-28', value })).toEqual([null, 0, 3, 0]);
  expect(countsOf(days, [], { firstDay: undefined, value })).toEqual([null, null, null, null]);
});

test('what was not measured is a gap, never zero', () => {
  const rows = [{ day: '2026-03-01', p50Ms: 12 }, { day: '2026-03-02' }];
  expect(measuresOf(days, rows, (row) => ('p50Ms' in row ? row.p50Ms : undefined))).toEqual([
    null,
    null,
    12,
    null,
  ]);
});

test.each([
  [1, 2, 50],
  [2_999, 3_000, 99.9],
  [3, 3, 100],
  [0, 3, 0],
  [0, 0, undefined],
])('%i of %i are %j percent, never rounded up', (part, whole, share) => {
  expect(shareOf(part, whole)).toBe(share);
});

test('a share of nothing is not a share', () => {
  expect(shareWords(0, 0)).toBe('–');
  expect(shareWords(1, 4)).toBe('25 %');
});

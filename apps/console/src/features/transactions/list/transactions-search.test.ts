import { expect, test } from 'vitest';
import { toQuery, validateTransactionsSearch } from './transactions-search.ts';

test('an address keeps what it means and loses what it does not', () => {
  expect(
    validateTransactionsSearch({
      ...{ text: ' INV-1 ', state: 'held', kind: 'credit-note', late: true, amountFrom: 5 },
      ...{ from: 'today', until: 'yesterday', sort: 'sideways', nonsense: 1, process: '' },
    }),
  ).toEqual({
    ...{ text: 'INV-1', state: 'held', kind: 'credit-note', late: true, amountFrom: '5' },
    from: 'today',
  });
});

test.each([
  ['parked', 'waiting'],
  ['taken_back', 'refused'],
  ['done', 'done'],
])('a link of another place with the status %s shows what is %s', (status, state) => {
  expect(validateTransactionsSearch({ status })).toEqual({ state });
});

test('the last day is included', () => {
  const { from, to } = toQuery({ from: '2026-03-30', until: '2026-03-31', text: 'x' });
  expect(Date.parse(String(to)) - Date.parse(String(from))).toBe(2 * 86_400_000);
});

import { expect, test } from 'vitest';
import { diffFields } from './diff-fields.ts';

test('finds what differs, and where', () => {
  const before = { number: 'INV-1', lines: [{ amount: '10.00' }, { amount: '5.00' }], note: 'x' };
  const after = { number: 'INV-1', lines: [{ amount: '12.00' }, { amount: '5.00' }], due: 'soon' };
  expect(diffFields(before, after)).toEqual([
    { path: 'lines/0/amount', before: '10.00', after: '12.00' },
    { path: 'note', before: 'x', after: undefined },
    { path: 'due', before: undefined, after: 'soon' },
  ]);
});

test('what was added whole is shown field by field', () => {
  expect(diffFields(undefined, { a: 1, b: { c: 2 } })).toEqual([
    { path: 'a', before: undefined, after: 1 },
    { path: 'b/c', before: undefined, after: 2 },
  ]);
});

test('what became something else is shown whole', () => {
  expect(diffFields({ a: 'text' }, { a: { b: 1 } })).toEqual([
    { path: 'a', before: 'text', after: { b: 1 } },
  ]);
});

test('nothing differs from itself', () => {
  expect(diffFields({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
});

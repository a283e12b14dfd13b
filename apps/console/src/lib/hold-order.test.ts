import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdOrder } from './hold-order.ts';

const rows = (text: string) => text.split('').map((id) => ({ id, content: id }));
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join('');
const idOf = ({ id }: { readonly id: string }) => id;

test.each([
  ['what comes first waits', 'abc', 'xyabc', 'abc', 2],
  ['what comes between waits', 'abc', 'axbc', 'abc', 1],
  ['what comes after is let in', 'abc', 'abcde', 'abcde', 0],
  ['what is gone stays in its place', 'abc', 'ac', 'abc', 0],
  ['another order is not taken over', 'abc', 'cba', 'abc', 0],
  ['another list is taken over', 'abc', 'xyz', 'xyz', 0],
  ['an empty list is taken over', 'abc', '', '', 0],
  ['the first rows come at once', '', 'abc', 'abc', 0],
])('%s', (_, shown, incoming, expected, waiting) => {
  const held = holdOrder(rows(shown), rows(incoming), idOf);
  expect([ids(held.rows), held.waiting]).toEqual([expected, waiting]);
});

test('a row in its place has its newest content', () => {
  const held = holdOrder(rows('ab'), [{ id: 'b', content: 'posted' }, ...rows('a')], idOf);
  expect(held.rows).toEqual([
    { id: 'a', content: 'a' },
    { id: 'b', content: 'posted' },
  ]);
});

test('whatever comes, no row that is shown moves as long as the list is the same', () => {
  const list = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 10 });
  fc.assert(
    fc.property(list, list, (shown, incoming) => {
      const held = holdOrder(rows(shown.join('')), rows(incoming.join('')), idOf);
      if (!incoming.some((id) => shown.includes(id))) return;
      expect(ids(held.rows).slice(0, shown.length)).toBe(shown.join(''));
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBetween, valueAt } from './json-changes.ts';

test.each<[string, unknown, unknown, readonly unknown[]]>([
  ['nothing', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, []],
  ['a field', { a: 1, b: 2 }, { a: 1, b: 3 }, [{ at: '/b', before: 2, after: 3 }]],
  ['a new field', {}, { a: null }, [{ at: '/a', after: null }]],
  ['a field that is gone', { a: '' }, {}, [{ at: '/a', before: '' }]],
  [
    'a line in the middle',
    { lines: [{ n: 1 }, { n: 2 }] },
    { lines: [{ n: 1 }, { n: 5 }] },
    [{ at: '/lines/1/n', before: 2, after: 5 }],
  ],
  ['a list that became a record', [1], { 0: 1 }, [{ at: '', before: [1], after: { 0: 1 } }]],
  ['a name with a slash', { 'a/b~': 1 }, { 'a/b~': 2 }, [{ at: '/a~1b~0', before: 1, after: 2 }]],
])('%s', (_what, before, after, changes) => {
  expect(changesBetween(before, after)).toEqual(changes);
});

test('there is a change exactly where two values differ, and its pointer leads there', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      // As they go over the wire: JSON knows no negative zero.
      const [before, after] = [left, right].map((value) => JSON.parse(JSON.stringify(value)));
      const changes = changesBetween(before, after);
      expect(changes.length === 0).toBe(
        JSON.stringify(sorted(before)) === JSON.stringify(sorted(after)),
      );
      for (const change of changes) {
        expect(valueAt(before, change.at)).toEqual(change.before);
        expect(valueAt(after, change.at)).toEqual(change.after);
      }
    }),
    { numRuns: 1_000 },
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, sorted(inner)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

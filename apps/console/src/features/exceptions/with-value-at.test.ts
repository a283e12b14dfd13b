import { expect, test } from 'vitest';
import { withValueAt } from './with-value-at.ts';

const invoice = {
  number: 'R-1',
  lines: [{ name: 'A' }, { name: 'B', dimensions: { segment: 'S' } }],
};

test.each<[string, string, string | undefined, unknown]>([
  ['a field', '/number', 'R-2', { ...invoice, number: 'R-2' }],
  [
    'a field of a line',
    '/lines/1/name',
    'C',
    { ...invoice, lines: [{ name: 'A' }, { name: 'C', dimensions: { segment: 'S' } }] },
  ],
  [
    'a field of a record that is not there yet',
    '/lines/0/dimensions/costCenter',
    'CC',
    { ...invoice, lines: [{ name: 'A', dimensions: { costCenter: 'CC' } }, invoice.lines[1]] },
  ],
  [
    'a field that goes, and its record with it',
    '/lines/1/dimensions/segment',
    undefined,
    { ...invoice, lines: [{ name: 'A' }, { name: 'B' }] },
  ],
])('%s', (_what, pointer, value, expected) => {
  const before = JSON.stringify(invoice);
  expect(withValueAt(invoice, pointer, value)).toEqual(expected);
  expect(JSON.stringify(invoice)).toBe(before);
});

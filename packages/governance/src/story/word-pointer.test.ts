import { expect, test } from 'vitest';
import { wordPointer } from './word-pointer.ts';

test.each([
  ['/issueDate', 'issue date'],
  ['/lines/0/revenueAccount', 'revenue account of line 1'],
  ['/lines/11/dimensions/costCenter', 'cost center of line 12'],
  ['/totals/gross', 'gross'],
  ['/lines/2', 'line 3'],
  ['', 'document'],
])('%s is the %s', (pointer, words) => {
  expect(wordPointer(pointer)).toBe(words);
});

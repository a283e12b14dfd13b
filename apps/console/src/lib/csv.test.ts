import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a line for each row, ended as RFC 4180 says', () => {
  expect(toCsv(['day', 'posted'], [['2026-03-31', 12]])).toBe('day,posted\r\n2026-03-31,12\r\n');
});

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  [' space', '" space"'],
  [undefined, ''],
  [null, ''],
  [0, '0'],
  [-1, '-1'],
  ['-12.50', '-12.50'],
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  [' =cmd|x', "' =cmd|x"],
  ['＝1', "'＝1"],
  ['=1,2', '"\'=1,2"'],
])('%j is written as %j', (value, written) => {
  expect(toCsv(['x'], [[value]])).toBe(`x\r\n${written}\r\n`);
});

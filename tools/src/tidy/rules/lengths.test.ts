import { describe, expect, test } from 'vitest';
import { findingsIn, placesIn } from '../findings-in.ts';
import { fileLength } from './file-length.ts';
import { functionLength } from './function-length.ts';
import { lineLength } from './line-length.ts';

const lines = (count: number) => 'f();\n'.repeat(count);

describe('a line', () => {
  test('has at most a hundred columns', () => {
    const text = `// ${'x'.repeat(97)}\n// ${'x '.repeat(49)}\n`;
    expect(placesIn(lineLength, { 'a.ts': text })).toEqual(['a.ts:2']);
  });

  test('may be longer when it is one text that cannot be broken', () => {
    const sentence = 'whatever happens, nothing is lost and nothing is doubled '.repeat(2);
    const text = `test('${sentence}', () => {\nconst a =\n  '${sentence}';\n`;
    expect(placesIn(lineLength, { 'a.test.ts': text })).toEqual([]);
  });

  test('is not measured in prose', () => {
    expect(placesIn(lineLength, { 'README.md': 'x '.repeat(99) })).toEqual([]);
  });
});

describe('a file', () => {
  test.each([
    ['a.ts', 250, []],
    ['a.ts', 251, ['warning']],
    ['a.ts', 401, ['error']],
    ['a.test.ts', 500, []],
    ['a.test.ts', 501, ['error']],
  ])('%s of %i lines: %j', (path, count, expected) => {
    const findings = findingsIn(fileLength, { [path]: lines(count) });
    expect(findings.map(({ isWarning }) => (isWarning ? 'warning' : 'error'))).toEqual(expected);
  });
});

describe('a function', () => {
  test.each([
    ['declaration', `\nfunction a() {\n${lines(68)}}\n`, `\nfunction a() {\n${lines(69)}}\n`],
    ['arrow', `\nconst a = () => {\n${lines(68)}};`, `\nconst a = () => {\n${lines(69)}};`],
    ['method', `\nlet a = { b() {\n${lines(68)}} };`, `\nlet a = { b() {\n${lines(69)}} };`],
  ])('(%s) has at most seventy lines', (_, fits, tooLong) => {
    expect(placesIn(functionLength, { 'a.ts': fits })).toEqual([]);
    expect(placesIn(functionLength, { 'a.ts': tooLong })).toEqual(['a.ts:2']);
  });

  test('that only holds tests may be longer, each of its tests may not', () => {
    const short = `test('one', () => {\n${lines(60)}});\n`;
    const long = `test.each([1])('two', () => {\n${lines(70)}});\n`;
    const text = `describe('all', () => {\n${short}${long}});\nfunction suite() {\n${short}${short}}`;
    expect(placesIn(functionLength, { 'a.test.ts': text })).toEqual(['a.test.ts:64']);
  });
});

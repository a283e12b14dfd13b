import { expect, test } from 'vitest';
import { prefixQuery, searchWords, wordsOf } from './search-words.ts';

test.each([
  ['INV-2026-0001004', ['inv', '2026', '0001004']],
  ['  Müller & Söhne GmbH ', ['muller', 'sohne', 'gmbh']],
  ['ŁÓDŹ', ['łodz']],
  ['株式会社 42', ['株式会社', '42']],
  ["'; drop table --", ['drop', 'table']],
  ['–', []],
])('%s is cut into its words', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('a number is found without the letters and zeros before it', () => {
  expect(searchWords('INV0001004', 'C10042', undefined)).toEqual([
    ...['inv0001004', 'inv', '1004', 'c10042', 'c', '10042'],
  ]);
  expect(searchWords('000')).toEqual(['000', '0']);
});

test('what a person types finds what was kept of it', () => {
  for (const text of ['INV-2026-0001004', 'Müller & Söhne GmbH', 'RF18 5390 0754 7034']) {
    const kept = searchWords(text);
    for (const word of wordsOf(text)) expect(kept.some((one) => one.startsWith(word))).toBe(true);
  }
});

test('every word of a query may be a beginning', () => {
  expect(prefixQuery(wordsOf('Acme 10'))).toBe("'acme':* & '10':*");
});

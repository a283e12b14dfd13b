import { expect, test } from 'vitest';
import { placesIn } from '../findings-in.ts';
import { forbiddenText } from './forbidden-text.ts';

test.each([
  "const folder = '/tmp/kontor';",
  "const folder = '/work/main';",
  'see /home/ana/notes.md',
  'https://registry.npmjs.org/pg',
  '// TODO: later',
  '-- FIXME',
])('%s is found', (line) => {
  expect(placesIn(forbiddenText, { 'a.sql': `\n${line}\n` })).toEqual(['a.sql:2']);
});

test.each([
  'docs/work/plan.md',
  '`/v1/transactions/{id}`',
  "tmpdir() + '/kontor'",
  'the todo list of a clerk',
  'below /root it cannot read',
  "'XXX' is the currency that is none",
])('%s is fine', (line) => {
  expect(placesIn(forbiddenText, { 'a.ts': line })).toEqual([]);
});

test('what npm writes is not searched', () => {
  expect(placesIn(forbiddenText, { 'package-lock.json': 'registry.npmjs.org' })).toEqual([]);
});

import { expect, test } from 'vitest';
import { placesIn } from '../findings-in.ts';
import { statementNames } from './statement-names.ts';

const statement = (name: string, text: string) =>
  `export const run = (db) => db.query({ name: ${name}, text: ${text}, values: [] });`;

test.each([
  ['two texts', ["'read_it'", 'READ_IT'], ["'read_it'", 'READ_ANOTHER']],
  ['the same words in two files', ["'read_it'", 'READ_IT'], ["'read_it'", 'READ_IT']],
  ['a name made while it runs', ['`read_${kind}`', 'text'], ["'read_it'", 'READ_IT']],
  ['two names made while they run', ['`read_${kind}`', 'text'], ['`read_it_${kind}`', 'text']],
] as const)('%s under one name are found', (_, [name, text], [otherName, otherText]) => {
  const files = { 'one.ts': statement(name, text), 'two.ts': statement(otherName, otherText) };
  expect(placesIn(statementNames, files)).toEqual(['one.ts:1', 'two.ts:1']);
});

test.each([
  ['names of their own', statement("'read_it'", 'READ_IT'), statement("'read_all'", 'READ_ALL')],
  [
    'a name without a statement',
    statement("'read_it'", 'READ_IT'),
    "const a = { name: 'read_it' }",
  ],
])('%s are fine', (_, one, two) => {
  expect(placesIn(statementNames, { 'one.ts': one, 'two.ts': two })).toEqual([]);
});

test('one statement that is run in two places of its file is fine', () => {
  const text = [statement("'read_it'", 'READ_IT'), statement("'read_it'", 'READ_IT')].join('\n');
  expect(placesIn(statementNames, { 'one.ts': text })).toEqual([]);
});

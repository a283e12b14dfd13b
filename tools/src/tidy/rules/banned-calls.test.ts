import { expect, test } from 'vitest';
import { manifest, messagesIn, placesIn } from '../findings-in.ts';
import { bannedCalls } from './banned-calls.ts';

/** One file of a package that exports it, so that it is production code. */
const exported = (folder: string, file: string, text: string) => ({
  [`${folder}/package.json`]: manifest('@kontor/it', { exports: { '.': `./${file}` } }),
  [`${folder}/${file}`]: text,
});

test.each([
  ['the clock', 'packages/engine', 'export const now = Date.now();'],
  ['a Date of now', 'packages/engine', 'export const now = new Date();'],
  ['a Date of a text', 'packages/engine', "export const day = new Date('2026-03-02');"],
  ['chance', 'packages/engine', 'export const coin = Math.random();'],
  ['the environment', 'apps/server', "export const port = process.env['PORT'];"],
  ['the environment as a whole', 'apps/server', 'export const all = { ...process.env };'],
  ['an amount as number', 'packages/canon', "export const amount = Number('1.10');"],
  ['an amount parsed', 'processes/pay', "export const amount = Number.parseFloat('1.10');"],
  ['an amount printed', 'connectors/bank', 'export const text = (1.1).toFixed(2);'],
])('%s is banned', (_, folder, text) => {
  expect(placesIn(bannedCalls, exported(folder, 'src/one.ts', text))).toEqual([
    `${folder}/src/one.ts:1`,
  ]);
});

test.each([
  ['the clock in clock.ts', 'packages/kernel', 'src/clock.ts', 'export const now = Date.now();'],
  ['chance in random.ts', 'packages/kernel', 'src/random.ts', 'export const a = Math.random();'],
  ['the environment in config.ts', 'apps/server', 'src/config.ts', 'export const e = process.env;'],
  ['a count as number', 'packages/engine', 'src/count.ts', "export const n = Number('12');"],
  ['a number type', 'packages/canon', 'src/type.ts', 'export const t = Type.Number();'],
  ['the words in a comment', 'packages/canon', 'src/one.ts', '// never Number(x), new Date()\n'],
  ['the words in a text', 'packages/canon', 'src/one.ts', "export const t = 'Date.now()';"],
  ['a check that keeps bigint', 'packages/canon', 'src/a.ts', 'export const b = BigInt(1);'],
])('%s is fine', (_, folder, file, text) => {
  expect(placesIn(bannedCalls, exported(folder, file, text))).toEqual([]);
});

test('the message says what to use instead', () => {
  const [message] = messagesIn(bannedCalls, exported('packages/engine', 'a.ts', 'Date.now();'));
  expect(message).toBe(
    'Date.now is banned here: take a Clock; ' +
      'convert with the Instant and BankingDay of @kontor/kernel',
  );
});

test('a test may hand the environment on to a program it starts, and may not read it', () => {
  const text = "run({ ...process.env });\nrun(process.env['PATH']);\nrun(process.env.SECRET);";
  expect(placesIn(bannedCalls, { 'apps/cli/src/a.test.ts': text })).toEqual([
    'apps/cli/src/a.test.ts:3',
  ]);
});

test('an example stands on its own', () => {
  expect(placesIn(bannedCalls, { 'examples/first.mjs': 'new Date();' })).toEqual([]);
});

test('a test may convert a Date and draw by chance, and may not read the time', () => {
  const text = 'new Date(0);\nMath.random();\nNumber(1n);\nnew Date();\nDate.now();';
  expect(placesIn(bannedCalls, { 'packages/canon/src/a.test.ts': text })).toEqual([
    'packages/canon/src/a.test.ts:4',
    'packages/canon/src/a.test.ts:5',
  ]);
});

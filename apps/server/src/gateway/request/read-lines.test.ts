import type { Defect } from '@kontor/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines, type ReadLine } from './read-lines.ts';
import { splitLines } from './split-lines.ts';

const request = { method: 'POST', url: '/v1/things', contentType: 'application/x-ndjson' };
const noDefects = (): readonly Defect[] => [];

async function* inPieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(text: string, change: Partial<Parameters<typeof readLines>[1]> = {}) {
  const received = readLines(
    { bytes: inPieces(text), failure: () => undefined },
    { line: request, check: noDefects, linesMax: 10, lineBytesMax: 40, ...change },
  );
  const lines: ReadLine[] = [];
  for await (const line of received.lines) lines.push(line);
  return { lines, failure: received.failure() };
}

test('lines are values with their numbers; empty ones are counted and skipped', async () => {
  const { lines } = await linesOf('{"a":1}\n\n \r\n{"b":2}\r\n{"c":3}');
  expect(lines).toMatchObject([
    { line: 1, value: { a: 1 } },
    { line: 4, value: { b: 2 } },
    { line: 5, value: { c: 3 } },
  ]);
});

test('a line that is wrong is told, and the next one is read', async () => {
  const text = ['{"a":1,"a":2}', `"${'x'.repeat(60)}"`, 'null', '{"c":3}'].join('\n');
  const check = (value: unknown) =>
    value === null ? [{ code: 'wrong_type', at: '', detail: 'An object.' }] : [];
  const { lines } = await linesOf(text, { check });
  expect(lines).toMatchObject([
    { line: 1, problem: { code: 'malformed_json', errors: [{ code: 'duplicate_key' }] } },
    { line: 2, problem: { code: 'body_too_large' } },
    { line: 3, problem: { code: 'invalid_request' } },
    { line: 4, value: { c: 3 } },
  ]);
});

test('one line more than the limit is not read, and the failure says so', async () => {
  const exact = await linesOf('1\n2\n3\n', { linesMax: 3 });
  expect([exact.lines.length, exact.failure]).toEqual([3, undefined]);
  const tooMany = await linesOf('1\n2\n3\n4\n5\n', { linesMax: 3 });
  expect([tooMany.lines.length, tooMany.failure]).toEqual([3, 'batch_too_large']);
});

test('a body that ends early gives the whole lines before, and not the piece of one', async () => {
  let failure: 'request_timeout' | undefined;
  async function* broken() {
    yield Buffer.from('{"a":1}\n{"b":');
    failure = 'request_timeout';
    throw new Error('too slow');
  }
  const received = readLines(
    { bytes: broken(), failure: () => failure },
    { line: request, check: noDefects, linesMax: 10, lineBytesMax: 40 },
  );
  const lines: ReadLine[] = [];
  for await (const line of received.lines) lines.push(line);
  expect(lines).toMatchObject([{ line: 1, value: { a: 1 } }]);
  expect(received.failure()).toBe('request_timeout');
});

test('the fingerprint is of the value, not of its spelling', async () => {
  const { lines } = await linesOf('{"a":1,"b":2}\n{ "b": 2, "a": 1 }\n{"a":1}');
  const [first, second, third] = lines.map((line) => 'fingerprint' in line && line.fingerprint);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('however the bytes are cut, the lines are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary-ascii' }).map((text) => text.replaceAll('\n', ' '))),
      fc.integer({ min: 1, max: 9 }),
      async (texts, size) => {
        const found: (string | undefined)[] = [];
        for await (const { bytes } of splitLines(inPieces(texts.join('\n'), size), 12)) {
          found.push(bytes?.toString());
        }
        const last = texts.at(-1) === '' ? texts.slice(0, -1) : texts;
        expect(found).toEqual(last.map((text) => (text.length > 12 ? undefined : text)));
      },
    ),
  );
});

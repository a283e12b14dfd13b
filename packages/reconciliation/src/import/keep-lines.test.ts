import { expect, test } from 'vitest';
import { keepLines } from './keep-lines.ts';

test.each([
  ['Document/Stmt/Ntry (line 2)', { line: 2, text: '<b>two</b>' }],
  ['line 1', { line: 1, text: '<a>one</a>' }],
  ['statement 42', undefined],
  ['Document (line 9)', undefined],
  ['Document (line 3)', undefined],
])('%s is quoted as it stands there', async (place, quote) => {
  const kept = keepLines(chunksOf(['<a>one</a>\r\n  <b>t', 'wo</b>\n\n']));
  await readAll(kept.bytes);
  expect(kept.quoteAt(place)).toEqual(quote);
});

test('of a long file only the end is kept, and lines keep their numbers', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `entry ${index + 1}`);
  const text = lines.join('\n');
  const chunks = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, index) =>
    text.slice(index * 65_536, (index + 1) * 65_536),
  );
  const kept = keepLines(chunksOf(chunks));
  await readAll(kept.bytes);
  expect(kept.quoteAt('Stmt (line 60000)')).toEqual({ line: 60_000, text: 'entry 60000' });
  expect(kept.quoteAt('Stmt (line 51000)')).toEqual({ line: 51_000, text: 'entry 51000' });
  expect(kept.quoteAt('Stmt (line 3)')).toBeUndefined();
});

test('a file of one endless line is not quoted, and a long line is cut', async () => {
  const endless = keepLines(chunksOf(['x'.repeat(5_000)]));
  await readAll(endless.bytes);
  expect(endless.quoteAt('line 1')).toBeUndefined();
  const long = keepLines(chunksOf([`${'y'.repeat(1_000)}\u0007\n`]));
  await readAll(long.bytes);
  expect(long.quoteAt('line 1')?.text).toBe(`${'y'.repeat(299)}…`);
});

async function* chunksOf(texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of bytes);
}

/**
 * Reads a bank file of any format we know, told by its first bytes alone: names and media types of
 * files that banks deliver say nothing. A file of no known format is refused by what it looks like.
 */

import type { StatementPart } from '@kontor/canon';
import { readCamt } from '../camt/read-camt.ts';
import { readMt940 } from '../mt940/read-mt940.ts';

export async function* readBankFile(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<StatementPart, void, void> {
  const chunks = source[Symbol.asyncIterator]();
  let start: Uint8Array = Buffer.alloc(0);
  let isWhole = false;
  try {
    while (!isWhole && start.length < TELLING_BYTES) {
      const step = await chunks.next();
      if (step.done) isWhole = true;
      else start = start.length === 0 ? step.value : Buffer.concat([start, step.value]);
    }
    const format = bankFormatOf(start);
    if (format.kind === 'unknown') {
      const defect = { code: 'format_unknown', at: 'line 1', detail: format.detail };
      yield { kind: 'refused', defects: [defect] };
      return;
    }
    const whole = startingWith(start, chunks);
    yield* format.kind === 'xml' ? readCamt(whole) : readMt940(whole);
  } finally {
    await chunks.return?.();
  }
}

export type BankFormat =
  | { readonly kind: 'xml' }
  | { readonly kind: 'swift' }
  | { readonly kind: 'unknown'; readonly detail: string };

export function bankFormatOf(start: Uint8Array): BankFormat {
  const foreign = FOREIGN_STARTS.find(([bytes]) => bytes.every((byte, at) => start[at] === byte));
  if (foreign) return unknown(foreign[1]);
  const text = Buffer.from(start.subarray(0, TELLING_BYTES)).toString('latin1');
  const visible = text.replace(MARK_AND_BLANKS, '');
  if (visible === '') return unknown('an empty file');
  if (visible.startsWith('<')) return { kind: 'xml' };
  if (SWIFT.test(visible)) return { kind: 'swift' };
  // Wide XML is refused by the XML reader, which says in which encoding to send it.
  if (WIDE_XML.test(text)) return { kind: 'xml' };
  return unknown('no format we know');
}

async function* startingWith(
  start: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  if (start.length > 0) yield start;
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
}

function unknown(what: string): BankFormat {
  return { kind: 'unknown', detail: `This is ${what}: send camt.052, 053, 054, MT940 or MT942.` };
}

/** Banks put a few lines of their own before `:20:`. */
const TELLING_BYTES = 2_048;

const MARK_AND_BLANKS = /^(?:\u00EF\u00BB\u00BF)?\s*/;

/** An envelope, or a field of a message at the start of a line. */
const SWIFT = /^\$?\{1:|(?:^|[\r\n]|@@):(?:\d{2}[A-Z]?|940):/;

/** `<` in UTF-16 or UTF-32, with or without a byte order mark. */
const WIDE_XML = /^(?:\u00FE\u00FF|\u00FF\u00FE|\u0000{0,3}<\u0000|\u0000{1,3}<)/;

const FOREIGN_STARTS: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
];

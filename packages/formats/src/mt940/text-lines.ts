/**
 * Bytes as lines, some at a time, in flat memory. SWIFT texts have no declared encoding: a line
 * that is valid UTF-8 is read as such, any other as windows-1252, which holds ISO-8859-1 as well.
 * Deciding line by line is right for every file of one encoding, however its bytes are cut into
 * chunks.
 */

import { TextDecoder } from 'node:util';
import { refuse } from '../xml/refuse.ts';

/** The lines that became whole with one chunk. */
export async function* textLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[], void, void> {
  let rest: Uint8Array = Buffer.alloc(0);
  let lineNumber = 0;
  let byteCount = 0;
  for await (const chunk of source) {
    byteCount += chunk.length;
    if (byteCount > BYTES_MAX) tooLong(lineNumber, `the file is longer than ${BYTES_MAX} bytes.`);
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const lines: string[] = [];
      let from = 0;
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        lines.push(lineOf(bytes.subarray(from, end)));
        from = end + 1;
      }
      lineNumber += lines.length;
      rest = from === 0 ? bytes : Uint8Array.prototype.slice.call(bytes, from);
      if (rest.length > LINE_BYTES_MAX) tooLong(lineNumber + 1, 'a line has no end.');
      yield lines;
    }
  }
  if (rest.length > 0) yield [lineOf(rest)];
}

function lineOf(bytes: Uint8Array): string {
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  const line = bytes.subarray(0, end);
  try {
    return UTF_8.decode(line);
  } catch {
    return WINDOWS_1252.decode(line);
  }
}

function tooLong(line: number, why: string): never {
  refuse({ code: 'file_too_long', at: `line ${line}`, detail: `This is no statement: ${why}` });
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const WINDOWS_1252 = new TextDecoder('windows-1252');

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** SWIFT lines have 65 characters; some banks put a whole `:86:` on one line. */
const LINE_BYTES_MAX = 65_536;

/** Ten times the largest statement that is delivered, as for XML. */
const BYTES_MAX = 1_073_741_824;

/** Bounds what is held at once, whatever the chunks of the source are. */
const PIECE_BYTES = 65_536;

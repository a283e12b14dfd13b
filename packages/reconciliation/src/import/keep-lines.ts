/**
 * Keeps the last lines of a file while a reader takes it, so that the line at which it is refused
 * can be quoted: a reader stops where it refuses, so that line was just read. Memory stays flat.
 */

export type Quote = { readonly line: number; readonly text: string };

export type KeptLines = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The line that a place such as `Document/BkToCstmrStmt (line 214)` names, if it is kept. */
  quoteAt(place: string): Quote | undefined;
};

export function keepLines(source: AsyncIterable<Uint8Array>): KeptLines {
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let linesBefore = 0;
  const keep = (chunk: Uint8Array) => {
    kept.push(chunk);
    keptBytes += chunk.byteLength;
    for (let [first] = kept; first && keptBytes - first.byteLength >= KEPT_BYTES; [first] = kept) {
      kept.shift();
      keptBytes -= first.byteLength;
      linesBefore += countLines(first);
    }
  };
  return {
    bytes: readThrough(source, keep),
    quoteAt(place) {
      const line = Number.parseInt(PLACE.exec(place)?.[1] ?? '', 10);
      const index = line - 1 - linesBefore;
      // Of the first line that is kept, the beginning may be lost.
      if (!(index >= (linesBefore === 0 ? 0 : 1))) return undefined;
      const text = Buffer.concat(kept).toString('utf8').split(LINE_END)[index];
      return text === undefined ? undefined : quoteOf(line, text);
    },
  };
}

async function* readThrough(
  source: AsyncIterable<Uint8Array>,
  keep: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of source) {
    keep(chunk);
    yield chunk;
  }
}

/** Some banks write a file as one line: a part of that would point nowhere. */
function quoteOf(line: number, written: string): Quote | undefined {
  if (written.length > LINE_CHARACTERS_MAX) return undefined;
  const text = written.replaceAll(UNPRINTABLE, ' ').trim();
  if (text === '') return undefined;
  const isWhole = text.length <= QUOTE_CHARACTERS_MAX;
  return { line, text: isWhole ? text : `${text.slice(0, QUOTE_CHARACTERS_MAX - 1)}…` };
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === LINE_FEED) count += 1;
  return count;
}

const LINE_FEED = 10;
const LINE_END = /\r?\n/;
const PLACE = /\bline (\d{1,9})\)?$/;
const UNPRINTABLE = /[\u0000-\u001F\u007F\uFFFD]/g;
/** Two chunks of a file stream: the line that is refused is in the last one, or began before it. */
const KEPT_BYTES = 131_072;
const LINE_CHARACTERS_MAX = 4_000;
/** What the contract of a bank file shows. */
const QUOTE_CHARACTERS_MAX = 300;

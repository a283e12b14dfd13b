/** Bytes in pieces of any size become lines. What ends a line is a line feed (NDJSON). */

export type RawLine = {
  /** Counted from 1. */
  readonly line: number;
  /** Without its end; undefined when it is longer than it may be. */
  readonly bytes: Buffer | undefined;
};

export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<RawLine> {
  const current = openLine(bytesMax);
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      current.append(chunk.subarray(from, end));
      yield current.end();
      from = end + 1;
    }
    current.append(chunk.subarray(from));
  }
  if (current.isBegun()) yield current.end();
}

/** Holds no more than a line may have, however long it gets. */
function openLine(bytesMax: number) {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let line = 1;
  return {
    isBegun: () => length > 0,
    append(piece: Uint8Array): void {
      length += piece.length;
      if (length > bytesMax) pieces = [];
      else if (piece.length > 0) pieces.push(piece);
    },
    end(): RawLine {
      const bytes = length > bytesMax ? undefined : Buffer.concat(pieces);
      const ended = { line, bytes };
      line += 1;
      pieces = [];
      length = 0;
      return ended;
    },
  };
}

const LINE_FEED = 0x0a;

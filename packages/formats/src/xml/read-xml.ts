/**
 * Reads XML of strangers as a stream: strict, bounded, and inert. No document type is accepted, so
 * no entity is ever defined, expanded or fetched; memory stays flat however long the document is.
 *
 * Bytes are decoded strictly and given to the parser in pieces of at most 64 kB; what one document
 * may cost is bounded in bounded-saxes.ts.
 */

import { TextDecoder } from 'node:util';
import type { Defect } from '@kontor/kernel';
import { boundedSaxes } from './bounded-saxes.ts';
import { defectOfRefusal, refuse } from './refuse.ts';
import { DECLARATION_BYTES_MAX, xmlEncodingOf } from './xml-encoding.ts';
import { XML_LIMITS, type XmlLimits } from './xml-limits.ts';

/**
 * What is called while a document is read. Any of them may end the reading with `refuse(defect)`.
 */
export type XmlHandler = {
  /**
   * `name` is the local name; `attributes` by local name, or `{uri}local` where they have a
   * namespace.
   */
  readonly open: (
    name: string,
    uri: string,
    attributes: ReadonlyMap<string, string>,
    line: number,
  ) => void;
  readonly close: (name: string, uri: string) => void;
  /** Character data and CDATA inside the root, in pieces. */
  readonly text: (text: string) => void;
};

/**
 * Resolves to undefined when the whole document was read, else to the defect that ended the
 * reading.
 */
export async function readXml(
  source: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  limits: XmlLimits = XML_LIMITS,
): Promise<Defect | undefined> {
  const reading = readXmlByPiece(source, handler, limits);
  for (;;) {
    const step = await reading.next();
    if (step.done) return step.value;
  }
}

/**
 * The same reading, pausing after every piece of at most 64 kB, so that a generator can hand on
 * what its handler has collected before more is read.
 */
export async function* readXmlByPiece(
  source: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  limits: XmlLimits = XML_LIMITS,
): AsyncGenerator<void, Defect | undefined, void> {
  const parser = guardedParser(handler, limits);
  try {
    for await (const chunk of source) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        parser.write(chunk.subarray(start, start + PIECE_BYTES));
        yield;
      }
    }
    parser.close();
    yield;
    return undefined;
  } catch (thrown) {
    return defectOfRefusal(thrown);
  }
}

type GuardedParser = { write(piece: Uint8Array): void; close(): void };

function guardedParser(handler: XmlHandler, limits: XmlLimits): GuardedParser {
  const saxes = boundedSaxes(handler, limits);
  let decoder: TextDecoder | undefined;
  let start: Uint8Array = NO_BYTES; // kept until the encoding is known
  let byteCount = 0;

  const feed = (piece: Uint8Array, isLast: boolean) => {
    let text: string;
    try {
      text = (decoder as TextDecoder).decode(piece, { stream: !isLast });
    } catch {
      refuse(saxes.defectAtLine('xml_text_not_in_encoding', NOT_IN_ENCODING));
    }
    saxes.write(text);
  };
  const begin = (isWhole: boolean) => {
    const encoding = xmlEncodingOf(start, isWhole);
    if (encoding.kind === 'undecided') return;
    if (encoding.kind === 'unsupported') {
      const detail = `The document is in ${encoding.name}; send it in UTF-8.`;
      refuse(saxes.defectAtLine('xml_encoding_unsupported', detail));
    }
    decoder = new TextDecoder(encoding.label, { fatal: true });
    feed(start, false);
    start = NO_BYTES;
  };

  return {
    write(piece) {
      byteCount += piece.length;
      if (byteCount > limits.bytesMax) {
        const detail = `The document is longer than ${limits.bytesMax} bytes.`;
        refuse(saxes.defectAtLine('xml_too_long', detail));
      }
      if (decoder) return feed(piece, false);
      start = start.length === 0 ? piece : Buffer.concat([start, piece]);
      begin(start.length >= DECLARATION_BYTES_MAX);
    },
    close() {
      if (!decoder) begin(true);
      feed(NO_BYTES, true);
      saxes.close();
    },
  };
}

/** Bounds the work between two checks, and what a consumer waits for between two pauses. */
const PIECE_BYTES = 65_536;

const NO_BYTES: Uint8Array = Buffer.alloc(0);
const NOT_IN_ENCODING =
  'There are bytes that are no characters of the encoding: declare the true one, or send UTF-8.';

/**
 * Reads XML of strangers as a stream: strict, bounded, and inert. No document type is accepted, so
 * no entity is ever defined, expanded or fetched; memory stays flat however long the document is.
 *
 * The parser is saxes, which refuses malformed markup, unbound prefixes and duplicate attributes. It
 * is fed pieces of at most 64 kB, and between two events it may not consume more than one text may
 * be long: that one rule bounds text, names, attribute values, comments and a DTD alike.
 */

import type { Defect } from '@kontor/kernel';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { defectOfRefusal, refuse } from './refuse.ts';
import { DECLARATION_BYTES_MAX, xmlEncodingOf } from './xml-encoding.ts';
import { XML_LIMITS, type XmlLimits } from './xml-limits.ts';

/** What is called while a document is read. Any of them may end the reading with `refuse(defect)`. */
export type XmlHandler = {
  /** `name` is the local name; `attributes` by local name, or `{uri}local` where they have a namespace. */
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

/** Resolves to undefined when the whole document was read, else to the defect that ended the reading. */
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
 * The same reading, pausing after every piece of at most 64 kB, so that a generator can hand on what
 * its handler has collected before more is read.
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
      refuse(defect('xml_text_not_in_encoding', saxes.line(), NOT_IN_ENCODING));
    }
    saxes.write(text);
  };
  const begin = (isWhole: boolean) => {
    const encoding = xmlEncodingOf(start, isWhole);
    if (encoding.kind === 'undecided') return;
    if (encoding.kind === 'unsupported') {
      const detail = `The document is in ${encoding.name}; send it in UTF-8.`;
      refuse(defect('xml_encoding_unsupported', 1, detail));
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
        refuse(defect('xml_too_long', saxes.line(), detail));
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

type BoundedSaxes = { write(text: string): void; close(): void; line(): number };

function boundedSaxes(handler: XmlHandler, limits: XmlLimits): BoundedSaxes {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const { textCharactersMax } = limits;
  let depth = 0;
  let elementCount = 0;
  let attributeCount = 0;
  let eventAt = 0; // the position of the last event: what came since is one piece of markup
  let isClosing = false;

  const end = (code: string, detail: string) => refuse(defect(code, parser.line, detail));
  const text = (characters: string) => {
    eventAt = parser.position;
    if (characters.length > textCharactersMax) {
      end('xml_text_too_long', `A text is longer than ${textCharactersMax} characters.`);
    }
    if (depth > 0) handler.text(characters);
  };
  parser.on('xmldecl', ({ version }) => {
    if (version !== '1.0') end('xml_version_unsupported', 'The document has to be XML 1.0.');
  });
  parser.on('doctype', () => end('xml_doctype_forbidden', NO_DOCTYPE));
  parser.on('error', ({ message }) => {
    const code = isClosing ? 'xml_incomplete' : 'xml_malformed';
    end(code, `The markup is broken: ${message.replace(SAXES_POSITION, '').slice(0, 200)}`);
  });
  parser.on('opentagstart', () => {
    attributeCount = 0;
    if (++depth > limits.depthMax) {
      end('xml_too_deep', `Elements are nested deeper than ${limits.depthMax} levels.`);
    }
    if (++elementCount > limits.elementsMax) {
      end('xml_too_many_elements', `There are more than ${limits.elementsMax} elements.`);
    }
  });
  parser.on('attribute', () => {
    if (++attributeCount > limits.attributesMax) {
      end('xml_too_many_attributes', `An element has over ${limits.attributesMax} attributes.`);
    }
  });
  parser.on('opentag', (tag) => {
    eventAt = parser.position;
    handler.open(tag.local, tag.uri, attributeCount ? attributesOf(tag) : NONE, parser.line);
  });
  parser.on('closetag', (tag) => {
    eventAt = parser.position;
    depth -= 1;
    handler.close(tag.local, tag.uri);
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('comment', () => (eventAt = parser.position));
  parser.on('processinginstruction', () => (eventAt = parser.position));

  return {
    write(characters) {
      parser.write(characters);
      if (parser.position - eventAt > textCharactersMax) {
        end('xml_text_too_long', `One text or tag is longer than ${textCharactersMax} characters.`);
      }
    },
    close() {
      isClosing = true;
      parser.close();
    },
    line: () => parser.line,
  };
}

function attributesOf({ attributes }: SaxesTagNS): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { uri, local, value } of Object.values(attributes)) {
    if (uri !== XMLNS) found.set(uri === '' ? local : `{${uri}}${local}`, value);
  }
  return found;
}

function defect(code: string, line: number, detail: string): Defect {
  return { code, at: `line ${line}`, detail };
}

/** Bounds the work between two checks, and what a consumer waits for between two pauses. */
const PIECE_BYTES = 65_536;

const NO_BYTES: Uint8Array = Buffer.alloc(0);
const NONE: ReadonlyMap<string, string> = new Map();
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** saxes begins its messages with `line:column: `. */
const SAXES_POSITION = /^\d+:\d+: /;

const NO_DOCTYPE = 'A document type declaration is not accepted: remove <!DOCTYPE …> and resend.';
const NOT_IN_ENCODING =
  'There are bytes that are no characters of the encoding: declare the true one, or send UTF-8.';

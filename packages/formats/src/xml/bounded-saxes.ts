/**
 * saxes with limits. The parser itself refuses malformed markup, unbound prefixes and duplicate
 * attributes; here are the doctype, the depths and lengths. Between two events it may not consume
 * more than one text may be long: that one rule bounds text, names, attributes, comments and a DTD
 * alike.
 *
 * It listens to six events and not one more: saxes keeps listeners as keyed properties of itself,
 * and from the seventh on V8 makes the parser a dictionary, which was measured at a third of the
 * speed.
 */

import type { Defect } from '@kontor/kernel';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { XmlHandler } from './read-xml.ts';
import { refuse } from './refuse.ts';
import type { XmlLimits } from './xml-limits.ts';

export type BoundedSaxes = {
  write(text: string): void;
  close(): void;
  defectAtLine(code: string, detail: string): Defect;
};

export function boundedSaxes(handler: XmlHandler, limits: XmlLimits): BoundedSaxes {
  const parser = new SaxesParser({ xmlns: true });
  const { textCharactersMax, depthMax, elementsMax } = limits;
  let depth = 0;
  let elementCount = 0;
  let written = 0;
  let eventAt = 0; // the position of the last event: what came since is one piece of markup
  let isClosing = false;

  const defectAtLine = (code: string, detail: string): Defect => ({
    code,
    at: `line ${parser.line}`,
    detail,
  });
  const end = (code: string, detail: string) => refuse(defectAtLine(code, detail));
  const tooLong = () => {
    end('xml_text_too_long', `One text or tag is longer than ${textCharactersMax} characters.`);
  };
  const text = (characters: string) => {
    eventAt = parser.position;
    if (characters.length > textCharactersMax) tooLong();
    if (depth > 0) handler.text(characters);
  };
  parser.on('doctype', () => end('xml_doctype_forbidden', NO_DOCTYPE));
  parser.on('error', ({ message }) => {
    const code = isClosing ? 'xml_incomplete' : 'xml_malformed';
    end(code, `The markup is broken: ${message.replace(SAXES_POSITION, '').slice(0, 200)}`);
  });
  parser.on('opentag', (tag) => {
    eventAt = parser.position;
    // Said again on every element, so that saxes need not walk up to the root for each one below.
    tag.ns[tag.prefix] = tag.uri;
    if (++depth > depthMax) end('xml_too_deep', `There are more than ${depthMax} levels.`);
    if (++elementCount > elementsMax) {
      end('xml_too_many_elements', `There are more than ${elementsMax} elements.`);
    }
    const attributes = attributesOf(tag, limits.attributesMax);
    if (attributes === undefined) {
      end('xml_too_many_attributes', `A tag has more than ${limits.attributesMax} attributes.`);
    } else handler.open(tag.local, tag.uri, attributes, parser.line);
  });
  parser.on('closetag', (tag) => {
    eventAt = parser.position;
    depth -= 1;
    handler.close(tag.local, tag.uri);
  });
  parser.on('text', text);
  parser.on('cdata', text);

  return {
    defectAtLine,
    write(characters) {
      parser.write(characters);
      written += characters.length; // between writes, saxes counts the last piece twice
      if (written - eventAt > textCharactersMax) tooLong();
      const { version = '1.0' } = parser.xmlDecl;
      if (version !== '1.0') end('xml_version_unsupported', 'The document has to be XML 1.0.');
    },
    close() {
      isClosing = true;
      parser.close();
    },
  };
}

/** Undefined when there are too many; declarations of namespaces count, and are left out. */
function attributesOf({ attributes }: SaxesTagNS, countMax: number) {
  let found: Map<string, string> | undefined;
  let count = 0;
  for (const name in attributes) {
    if (++count > countMax) return undefined;
    const attribute = attributes[name];
    if (attribute === undefined || attribute.uri === XMLNS) continue;
    const { uri, local, value } = attribute;
    (found ??= new Map()).set(uri === '' ? local : `{${uri}}${local}`, value);
  }
  return found ?? NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** saxes begins its messages with `line:column: `. */
const SAXES_POSITION = /^\d+:\d+: /;

const NO_DOCTYPE = 'A document type declaration is not accepted: remove <!DOCTYPE …> and resend.';

/**
 * Reads a small XML document as a tree, on top of the guarded reader: for documents such as
 * e-invoices, whose elements are wanted in another order than they stand in.
 *
 * Names are written with the prefixes of the caller's vocabulary (`cbc:ID`), whatever prefixes the
 * document uses; elements of namespaces that the vocabulary lacks are left out with all they hold.
 */

import type { Defect } from '@kontor/kernel';
import { readXml } from './read-xml.ts';
import type { XmlLimits } from './xml-limits.ts';

export type XmlNode = {
  /**
   * With the vocabulary's prefix: `cac:Party`. Without one where the vocabulary's prefix is empty.
   */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The element's own text with white space around it removed. */
  readonly text: string;
  readonly children: readonly XmlNode[];
  readonly parent: XmlNode | undefined;
  /** Where the element's start tag ends, from 1. */
  readonly line: number;
};

export type XmlTree =
  | { readonly kind: 'tree'; readonly root: XmlNode }
  | { readonly kind: 'refused'; readonly defect: Defect };

/** Prefixes by namespace. */
export type XmlVocabulary = ReadonlyMap<string, string>;

type Options = {
  readonly vocabulary: XmlVocabulary;
  readonly limits: XmlLimits;
  /** Elements whose text is not kept, since it is long and nobody reads it: attachments. */
  readonly withoutText?: ReadonlySet<string>;
};

export async function readXmlTree(
  source: AsyncIterable<Uint8Array>,
  { vocabulary, limits, withoutText = NONE }: Options,
): Promise<XmlTree> {
  let root: GrowingNode | undefined;
  let current: GrowingNode | undefined;
  let foreignDepth = 0;
  const defect = await readXml(
    source,
    {
      open(local, uri, attributes, line) {
        const prefix = vocabulary.get(uri);
        // A root of an unknown namespace is kept, so that the caller can say what it was.
        if (foreignDepth > 0 || (prefix === undefined && root !== undefined)) {
          foreignDepth += 1;
          return;
        }
        const name = prefix === undefined ? `{${uri}}${local}` : prefix + local;
        const node = { name, attributes, text: '', children: [], parent: current, line };
        root ??= node;
        current?.children.push(node);
        current = node;
      },
      text(text) {
        if (foreignDepth === 0 && current && !withoutText.has(current.name)) current.text += text;
      },
      close() {
        if (foreignDepth > 0) {
          foreignDepth -= 1;
          return;
        }
        if (!current) return;
        current.text = current.text.trim();
        current = current.parent;
      },
    },
    limits,
  );
  if (defect) return { kind: 'refused', defect };
  if (!root) return { kind: 'refused', defect: NOTHING };
  return { kind: 'tree', root };
}

/** The children of one name, in document order. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node === undefined ? [] : node.children.filter((child) => child.name === name);
}

/** `Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount (line 214)` */
export function placeOf(node: XmlNode): string {
  const names: string[] = [];
  for (let at: XmlNode | undefined = node; at; at = at.parent) names.unshift(at.name);
  return `${names.join('/')} (line ${node.line})`;
}

type GrowingNode = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  text: string;
  children: GrowingNode[];
  parent: GrowingNode | undefined;
  line: number;
};

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Defect = {
  code: 'xml_incomplete',
  at: 'line 1',
  detail: 'There is no element in the document.',
};

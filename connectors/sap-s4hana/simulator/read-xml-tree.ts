/** A small XML document as a tree, read by the strict reader that connectors use, too. */

import { readXml, XML_LIMITS } from '@kontor/formats';

export type XmlElement = {
  readonly name: string;
  readonly uri: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text; of interest where there are no children. */
  readonly text: string;
};

/** The root, or the sentence that says why there is none. */
export async function readXmlTree(body: string): Promise<XmlElement | string> {
  const open: Growing[] = [];
  let root: XmlElement | undefined;
  const defect = await readXml(
    bytesOf(body),
    {
      open(name, uri, attributes) {
        open.push({ name, uri, attributes, children: [], text: '' });
      },
      text(piece) {
        const current = open.at(-1);
        if (current) current.text += piece;
      },
      close() {
        const closed = open.pop();
        const parent = open.at(-1);
        if (closed && parent) parent.children.push(closed);
        else root = closed;
      },
    },
    REQUEST_LIMITS,
  );
  if (defect) return defect.detail;
  return root ?? 'The document is empty.';
}

type Growing = Omit<XmlElement, 'children' | 'text'> & { children: XmlElement[]; text: string };

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}

/** SAP takes up to 999 items in a document, of about twenty elements each. */
const REQUEST_LIMITS = { ...XML_LIMITS, bytesMax: 4_194_304, elementsMax: 40_000 };

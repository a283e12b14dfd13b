/**
 * Walks along the tree of camt paths while the XML parser tells of elements, and hands their texts
 * to the sections they belong to. What stands outside the known paths is passed over; an element at
 * a known place in a foreign namespace is refused, because passing it over could lose an entry.
 */

import type { StatementPart } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { XmlHandler } from '../xml/read-xml.ts';
import { refuse } from '../xml/refuse.ts';
import { camtFormatOf } from './camt-format.ts';
import {
  closeSection,
  openSection,
  putField,
  startCamtReading,
  startMessage,
} from './camt-sections.ts';
import { CAMT_MESSAGES, CAMT_TREE, type CamtNode } from './camt-tree.ts';

export type CamtDocument = {
  readonly handler: XmlHandler;
  /** A document that was well-formed and held no message. */
  defectAtEnd(): Defect | undefined;
};

export function camtDocument(tell: (part: StatementPart) => void): CamtDocument {
  const reading = startCamtReading(tell);
  const above: CamtNode[] = [];
  let node: CamtNode | undefined; // undefined outside a Document: in an envelope or its headers
  let passedOver = 0; // depth below an element that we do not know
  let namespace = '';
  let text = '';
  let messageCount = 0;

  const open: XmlHandler['open'] = (name, uri, attributes, line) => {
    if (passedOver > 0) {
      passedOver += 1;
    } else if (node === undefined) {
      if (name !== CAMT_TREE.path) return;
      node = CAMT_TREE;
      namespace = uri;
    } else {
      const child = node.children.get(name);
      if (node === CAMT_TREE) {
        messageCount += 1;
        startMessage(reading, camtFormatOf(name, namespace, line), line);
      }
      if (child === undefined) {
        passedOver = 1;
        return;
      }
      if (uri !== namespace) {
        const detail = `${name} is not in the namespace of the document.`;
        refuse({ code: 'namespace_mixed', at: `${child.path} (line ${line})`, detail });
      }
      above.push(node);
      node = child;
      text = '';
      if (child.section) openSection(reading, child, line);
      if (child.currencyField) putField(reading, child.currencyField, attributes.get('Ccy'));
    }
  };

  const close = () => {
    if (passedOver > 0) {
      passedOver -= 1;
    } else if (node !== undefined) {
      if (node.field !== undefined) putField(reading, node.field, text.trim());
      if (node.section) closeSection(reading);
      text = '';
      node = above.pop();
    }
  };

  const handler: XmlHandler = {
    open,
    close,
    text(piece) {
      if (passedOver === 0 && node?.field !== undefined) text = text === '' ? piece : text + piece;
    },
  };
  return { handler, defectAtEnd: () => (messageCount === 0 ? NO_MESSAGE : undefined) };
}

const NO_MESSAGE: Defect = {
  code: 'message_missing',
  at: 'line 1',
  detail: `There is no message in this file: none of ${[...CAMT_MESSAGES.keys()].join(', ')}.`,
};

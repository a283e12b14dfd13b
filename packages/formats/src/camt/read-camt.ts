/**
 * Reads camt.052, camt.053 and camt.054, versions 1 to 13, as a stream of statement parts.
 *
 * The document may stand alone, below a business application header (head.001) or in any envelope.
 * Never more than the entries of one 64 kB piece are held. A file that is broken or ambiguous ends
 * with `refused`, whatever was told before it: nothing of it may be booked.
 */

import type { StatementPart } from '@kontor/canon';
import { readXmlByPiece } from '../xml/read-xml.ts';
import { XML_LIMITS, type XmlLimits } from '../xml/xml-limits.ts';
import { camtDocument } from './camt-document.ts';

export async function* readCamt(
  source: AsyncIterable<Uint8Array>,
  limits: XmlLimits = XML_LIMITS,
): AsyncGenerator<StatementPart, void, void> {
  let parts: StatementPart[] = [];
  const document = camtDocument((part) => parts.push(part));
  const pieces = readXmlByPiece(source, document.handler, limits);
  try {
    for (;;) {
      const step = await pieces.next();
      const told = parts;
      parts = [];
      for (const part of told) yield part;
      if (!step.done) continue;
      const defect = step.value ?? document.defectAtEnd();
      if (defect) yield { kind: 'refused', defects: [defect] };
      return;
    }
  } finally {
    await pieces.return(undefined);
  }
}

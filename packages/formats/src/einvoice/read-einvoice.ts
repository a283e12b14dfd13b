/**
 * Reads an e-invoice: UBL 2.1 Invoice or CreditNote, or a Cross Industry Invoice (XRechnung,
 * Factur-X, ZUGFeRD), recognised by its root element, into the canonical invoice with its amounts
 * as written.
 *
 * It refuses what cannot be read exactly: two amounts where one may be, an amount that is no
 * decimal, has more decimals than its currency or is in another currency, and an invoice that is
 * incomplete. What was read still has to pass `checkInvoice`, which knows whether it adds up.
 */

import { completeInvoice, isCreditNote, type Invoice, type InvoiceDraft } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import { readXmlTree, type XmlNode } from '../xml/read-xml-tree.ts';
import { XML_LIMITS, type XmlLimits } from '../xml/xml-limits.ts';
import { EINVOICE_VOCABULARY } from './einvoice-vocabulary.ts';
import { elementReading, type ElementReading } from './element-reading.ts';
import { fromCii } from './from-cii.ts';
import { fromUbl } from './from-ubl.ts';
import { fromZugferd1 } from './from-zugferd-1.ts';

export type EInvoiceSyntax = 'UBL Invoice' | 'UBL CreditNote' | 'CII' | 'ZUGFeRD 1';

export type EInvoiceReading =
  | {
      readonly kind: 'invoice';
      readonly invoice: Invoice;
      readonly syntax: EInvoiceSyntax;
      /** What the document says and the canonical invoice does not hold; never an amount. */
      readonly warnings: readonly Defect[];
    }
  | { readonly kind: 'refused'; readonly defects: readonly Defect[] };

export async function readEInvoice(source: AsyncIterable<Uint8Array>): Promise<EInvoiceReading> {
  const tree = await readXmlTree(source, {
    vocabulary: EINVOICE_VOCABULARY,
    limits: EINVOICE_LIMITS,
    withoutText: ATTACHMENTS,
  });
  if (tree.kind === 'refused') return { kind: 'refused', defects: [tree.defect] };
  const read = elementReading();
  const drafted = draftOfEInvoice(read, tree.root);
  if (drafted === undefined || read.defects.length > 0) {
    return { kind: 'refused', defects: read.defects };
  }
  const completed = completeInvoice(drafted.draft);
  if (completed.kind === 'refused') return completed;
  const { invoice } = completed;
  return { kind: 'invoice', invoice, syntax: drafted.syntax, warnings: read.warnings };
}

export type DraftedEInvoice = { readonly draft: InvoiceDraft; readonly syntax: EInvoiceSyntax };

/** Undefined when the root is of no syntax that is read here; `read` then says which ones are. */
export function draftOfEInvoice(read: ElementReading, root: XmlNode): DraftedEInvoice | undefined {
  switch (root.name) {
    case 'ubl:Invoice':
      return withDirectionChecked(read, root, {
        draft: fromUbl(read, root),
        syntax: 'UBL Invoice',
      });
    case 'cn:CreditNote':
      return withDirectionChecked(read, root, {
        draft: fromUbl(read, root),
        syntax: 'UBL CreditNote',
      });
    case 'rsm:CrossIndustryInvoice':
      return { draft: fromCii(read, root), syntax: 'CII' };
    case 'zf1:CrossIndustryDocument':
      return { draft: fromCii(read, fromZugferd1(root)), syntax: 'ZUGFeRD 1' };
    default:
      read.refuse('einvoice_syntax_unknown', root, SYNTAXES);
      return undefined;
  }
}

/**
 * UBL says twice which way the money goes: by the root element and by the type code. When the two
 * disagree nobody knows, so EN 16931-3-2 gives each root its own list of codes (BR-CL-01).
 */
function withDirectionChecked(
  read: ElementReading,
  root: XmlNode,
  drafted: DraftedEInvoice,
): DraftedEInvoice {
  const { typeCode } = drafted.draft;
  const isNote = drafted.syntax === 'UBL CreditNote';
  if (typeCode !== undefined && isCreditNote({ typeCode }) !== isNote) {
    const detail = `A ${drafted.syntax} cannot be of type ${typeCode} (BT-3).`;
    read.refuse('BR-CL-01', root, detail);
  }
  return drafted;
}

export const EINVOICE_LIMITS: XmlLimits = {
  ...XML_LIMITS,
  /** The largest attachment that German and Peppol receivers accept makes about 15 MB of XML. */
  bytesMax: 20_000_000,
  /** Ten thousand lines of fifty elements each, which is the canonical model's own limit. */
  elementsMax: 500_000,
  /** An attachment is one text. */
  textCharactersMax: 20_000_000,
};

const ATTACHMENTS: ReadonlySet<string> = new Set([
  'cbc:EmbeddedDocumentBinaryObject',
  'ram:AttachmentBinaryObject',
]);

const SYNTAXES =
  'This is no e-invoice that is read here: UBL 2.1 Invoice or CreditNote, Cross Industry Invoice ' +
  'D16B (XRechnung, Factur-X, ZUGFeRD 2), or ZUGFeRD 1.';

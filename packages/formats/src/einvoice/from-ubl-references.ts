/** The documents that a UBL invoice refers to: BT-11 to BT-18, BG-3 and BG-24. */

import type { Draft, InvoiceDraft, SupportingDocument } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';
import { fromUblIdentifier } from './from-ubl-party.ts';

export function fromUblDocumentReferences(read: ElementReading, document: XmlNode): InvoiceDraft {
  const additional = childrenOf(document, 'cac:AdditionalDocumentReference');
  const object = additional.find((node) => typeOf(node) === OBJECT);
  const project = additional.find((node) => typeOf(node) === PROJECT);
  return {
    projectReference:
      read.text(document, 'cac:ProjectReference', 'cbc:ID') ?? read.text(project, 'cbc:ID'),
    contractReference: read.text(document, 'cac:ContractDocumentReference', 'cbc:ID'),
    ...orderOf(read, read.one(document, 'cac:OrderReference')),
    receivingAdviceReference: read.text(document, 'cac:ReceiptDocumentReference', 'cbc:ID'),
    despatchAdviceReference: read.text(document, 'cac:DespatchDocumentReference', 'cbc:ID'),
    tenderReference: read.text(document, 'cac:OriginatorDocumentReference', 'cbc:ID'),
    invoicedObject: fromUblIdentifier(read.one(object, 'cbc:ID')),
    precedingInvoices: listOf(
      childrenOf(document, 'cac:BillingReference').map((node) => {
        const preceding = read.one(node, 'cac:InvoiceDocumentReference');
        return withoutGaps({
          number: read.text(preceding, 'cbc:ID'),
          issueDate: read.day(preceding, 'cbc:IssueDate'),
        });
      }),
    ),
    supportingDocuments: listOf(
      additional
        .filter((node) => node !== object && node !== project)
        .map((node) => fromUblSupportingDocument(read, node)),
    ),
  };
}

/**
 * UBL has no sales order without an order; NA is OpenPeppol's word for an order that is not there.
 */
function orderOf(read: ElementReading, reference: XmlNode | undefined): InvoiceDraft {
  const orderReference = read.text(reference, 'cbc:ID');
  const salesOrderReference = read.text(reference, 'cbc:SalesOrderID');
  const isAbsent = orderReference === 'NA' && salesOrderReference !== undefined;
  return { orderReference: isAbsent ? undefined : orderReference, salesOrderReference };
}

/** BG-24. The attachment stays in the document: an invoice in the canon carries no files. */
function fromUblSupportingDocument(read: ElementReading, node: XmlNode): Draft<SupportingDocument> {
  const attachment = read.one(node, 'cac:Attachment', 'cbc:EmbeddedDocumentBinaryObject');
  if (attachment) {
    const detail = 'The attached file is not part of the canonical invoice; its name is kept.';
    read.warn('attachment_left_out', attachment, detail);
  }
  return withoutGaps({
    reference: read.text(node, 'cbc:ID'),
    description: read.paragraph(childrenOf(node, 'cbc:DocumentDescription')[0]),
    location: read.text(node, 'cac:Attachment', 'cac:ExternalReference', 'cbc:URI'),
    fileName: attachment?.attributes.get('filename')?.trim() || undefined,
    mediaType: attachment?.attributes.get('mimeCode')?.trim() || undefined,
  });
}

function typeOf(node: XmlNode): string | undefined {
  return childrenOf(node, 'cbc:DocumentTypeCode')[0]?.text;
}

/** UNTDID 1001: invoicing data sheet, which EN 16931-3-2 takes for the invoiced object (BT-18). */
const OBJECT = '130';
/** UNTDID 1001: project reference; a credit note of UBL 2.1 has no element for BT-11. */
const PROJECT = '50';

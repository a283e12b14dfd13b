/** The documents that a CII invoice refers to: BT-11 to BT-18, BG-3 and BG-24. */

import type { Draft, InvoiceDraft, SupportingDocument } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';

type Parts = {
  readonly agreement: XmlNode | undefined;
  readonly delivery: XmlNode | undefined;
  readonly settlement: XmlNode | undefined;
};

export function fromCiiDocumentReferences(
  read: ElementReading,
  { agreement, delivery, settlement }: Parts,
): InvoiceDraft {
  const additional = childrenOf(agreement, 'ram:AdditionalReferencedDocument');
  const ofType = (type: string) => additional.filter((node) => typeOf(node) === type);
  const numberOf = (node: XmlNode | undefined, name: string) =>
    read.text(node, name, 'ram:IssuerAssignedID');
  return {
    projectReference: read.text(agreement, 'ram:SpecifiedProcuringProject', 'ram:ID'),
    contractReference: numberOf(agreement, 'ram:ContractReferencedDocument'),
    orderReference: numberOf(agreement, 'ram:BuyerOrderReferencedDocument'),
    salesOrderReference: numberOf(agreement, 'ram:SellerOrderReferencedDocument'),
    receivingAdviceReference: numberOf(delivery, 'ram:ReceivingAdviceReferencedDocument'),
    despatchAdviceReference: numberOf(delivery, 'ram:DespatchAdviceReferencedDocument'),
    tenderReference: read.text(ofType(TENDER)[0], 'ram:IssuerAssignedID'),
    invoicedObject: fromCiiObject(read, ofType(OBJECT)[0]),
    precedingInvoices: listOf(
      childrenOf(settlement, 'ram:InvoiceReferencedDocument').map((node) =>
        withoutGaps({
          number: read.text(node, 'ram:IssuerAssignedID'),
          issueDate: read.day(node, 'ram:FormattedIssueDateTime', 'qdt:DateTimeString'),
        }),
      ),
    ),
    supportingDocuments: listOf(
      additional
        .filter((node) => typeOf(node) !== TENDER && typeOf(node) !== OBJECT)
        .map((node) => fromCiiSupportingDocument(read, node)),
    ),
  };
}

/** BT-18 and BT-128, whose scheme has an element of its own. */
export function fromCiiObject(
  read: ElementReading,
  node: XmlNode | undefined,
): InvoiceDraft['invoicedObject'] {
  const value = read.text(node, 'ram:IssuerAssignedID');
  return value === undefined
    ? undefined
    : withoutGaps({ value, scheme: read.text(node, 'ram:ReferenceTypeCode') });
}

/** BG-24. The attachment stays in the document: an invoice in the canon carries no files. */
function fromCiiSupportingDocument(read: ElementReading, node: XmlNode): Draft<SupportingDocument> {
  const [attachment] = childrenOf(node, 'ram:AttachmentBinaryObject');
  if (attachment) {
    const detail = 'The attached file is not part of the canonical invoice; its name is kept.';
    read.warn('attachment_left_out', attachment, detail);
  }
  return withoutGaps({
    reference: read.text(node, 'ram:IssuerAssignedID'),
    description: read.paragraph(childrenOf(node, 'ram:Name')[0]),
    location: read.text(node, 'ram:URIID'),
    fileName: attachment?.attributes.get('filename')?.trim() || undefined,
    mediaType: attachment?.attributes.get('mimeCode')?.trim() || undefined,
  });
}

function typeOf(node: XmlNode): string | undefined {
  return childrenOf(node, 'ram:TypeCode')[0]?.text;
}

/** UNTDID 1001: validated priced tender (BT-17) and invoicing data sheet (BT-18). */
const TENDER = '50';
const OBJECT = '130';

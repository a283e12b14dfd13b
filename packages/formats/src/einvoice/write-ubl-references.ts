/** The documents that an invoice refers to, in the two orders that UBL has for them. */

import type { Invoice, SupportingDocument } from '@kontor/canon';
import { ublIdentifier } from './write-ubl-party.ts';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

export function ublDocumentReferences(invoice: Invoice, isCreditNote: boolean): XmlText {
  const originator = reference('cac:OriginatorDocumentReference', invoice.tenderReference);
  const contract = reference('cac:ContractDocumentReference', invoice.contractReference);
  const project = isCreditNote
    ? reference('cac:AdditionalDocumentReference', invoice.projectReference, PROJECT)
    : reference('cac:ProjectReference', invoice.projectReference);
  const additional = additionalReferences(invoice);
  return [
    group(
      'cac:OrderReference',
      // The schema has no sales order without an order; NA is OpenPeppol's word for none.
      leaf('cbc:ID', invoice.orderReference ?? (invoice.salesOrderReference && 'NA')),
      leaf('cbc:SalesOrderID', invoice.salesOrderReference),
    ),
    ...(invoice.precedingInvoices ?? []).map(({ number, issueDate }) =>
      group(
        'cac:BillingReference',
        group(
          'cac:InvoiceDocumentReference',
          leaf('cbc:ID', number),
          leaf('cbc:IssueDate', issueDate),
        ),
      ),
    ),
    reference('cac:DespatchDocumentReference', invoice.despatchAdviceReference),
    reference('cac:ReceiptDocumentReference', invoice.receivingAdviceReference),
    ...(isCreditNote
      ? [contract, additional, project, originator]
      : [originator, contract, additional, project]),
  ].join('');
}

function additionalReferences({ invoicedObject, supportingDocuments }: Invoice): XmlText {
  return [
    invoicedObject === undefined
      ? ''
      : group(
          'cac:AdditionalDocumentReference',
          ublIdentifier('cbc:ID', invoicedObject),
          leaf('cbc:DocumentTypeCode', OBJECT),
        ),
    ...(supportingDocuments ?? []).map(supportingDocument),
  ].join('');
}

/** BG-24. The attachment itself is not ours to write, so that its name and type are not either. */
function supportingDocument({ reference: id, description, location }: SupportingDocument): XmlText {
  return group(
    'cac:AdditionalDocumentReference',
    leaf('cbc:ID', id),
    leaf('cbc:DocumentDescription', description),
    group('cac:Attachment', group('cac:ExternalReference', leaf('cbc:URI', location))),
  );
}

function reference(name: string, id: string | undefined, type?: string): XmlText {
  if (id === undefined) return '';
  return group(name, leaf('cbc:ID', id), leaf('cbc:DocumentTypeCode', type));
}

/** UNTDID 1001, as in from-ubl-references.ts. */
const OBJECT = '130';
const PROJECT = '50';

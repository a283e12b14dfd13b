/** Takes a checked SOAP request apart into what a document consists of. */

import { contractDefect, BULK_REQUEST } from './contract.ts';
import { readXmlTree, type XmlElement } from './read-xml-tree.ts';

export type PostingRequest = {
  readonly messageUuid: string;
  readonly companyCode: string;
  readonly documentType: string;
  readonly documentDate: string;
  readonly postingDate: string;
  readonly documentReference: string;
  readonly createdBy: string;
  readonly headerText: string;
  readonly reference1: string;
  readonly reference2: string;
  readonly items: readonly PostingItem[];
};

export type PostingItem = {
  readonly kind: 'ledger' | 'debtor' | 'tax';
  /** G/L account, customer, or tax code. */
  readonly account: string;
  readonly amount: string;
  readonly currency: string;
  readonly side: string;
  readonly taxCode?: string;
  readonly text?: string;
  readonly assignment?: string;
};

/** One document, or the text of the SOAP fault. */
export async function readPostingRequest(body: string): Promise<PostingRequest | string> {
  const envelope = await readXmlTree(body);
  if (typeof envelope === 'string') return envelope;
  const soapBody = child(envelope, 'Body');
  const message = soapBody?.children[0];
  if (envelope.name !== 'Envelope' || envelope.uri !== SOAP || message === undefined) {
    return 'The body is not a SOAP 1.1 envelope';
  }
  if (message.name !== 'JournalEntryBulkCreateRequest' || message.uri !== SFIN) {
    return `There is no operation for ${message.name}`;
  }
  const defect = contractDefect(message, BULK_REQUEST);
  if (defect) return defect;
  const requests = message.children.filter(({ name }) => name === 'JournalEntryCreateRequest');
  const [request, ...others] = requests;
  const entry = request && child(request, 'JournalEntry');
  if (entry === undefined || others.length > 0)
    return 'This simulator takes one document a message';
  return toPostingRequest(entry, textAt(message, 'MessageHeader', 'UUID'));
}

function toPostingRequest(entry: XmlElement, messageUuid: string): PostingRequest {
  return {
    messageUuid,
    companyCode: textAt(entry, 'CompanyCode'),
    documentType: textAt(entry, 'AccountingDocumentType'),
    documentDate: textAt(entry, 'DocumentDate'),
    postingDate: textAt(entry, 'PostingDate'),
    documentReference: textAt(entry, 'DocumentReferenceID'),
    createdBy: textAt(entry, 'CreatedByUser'),
    headerText: textAt(entry, 'DocumentHeaderText'),
    reference1: textAt(entry, 'Reference1InDocumentHeader'),
    reference2: textAt(entry, 'Reference2InDocumentHeader'),
    items: entry.children.flatMap((element) => toPostingItem(element) ?? []),
  };
}

function toPostingItem(element: XmlElement): PostingItem | undefined {
  const kind = KINDS.get(element.name);
  if (kind === undefined) return undefined;
  const [of, accountName] = kind;
  const amount = child(element, 'AmountInTransactionCurrency');
  const taxCode = textAt(element, 'Tax', 'TaxCode');
  const text = textAt(element, 'DocumentItemText');
  const assignment = textAt(element, 'AssignmentReference');
  return {
    kind: of,
    account: textAt(element, accountName),
    amount: amount?.text ?? '',
    currency: amount?.attributes.get('currencyCode') ?? '',
    side: textAt(element, 'DebitCreditCode'),
    ...(taxCode && { taxCode }),
    ...(text && { text }),
    ...(assignment && { assignment }),
  };
}

function child({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((each) => each.name === name);
}

function textAt(element: XmlElement, ...path: readonly string[]): string {
  const found = path.reduce<XmlElement | undefined>((at, name) => at && child(at, name), element);
  return found?.text ?? '';
}

const KINDS: ReadonlyMap<string, readonly [PostingItem['kind'], string]> = new Map([
  ['Item', ['ledger', 'GLAccount']],
  ['DebtorItem', ['debtor', 'Debtor']],
  ['ProductTaxItem', ['tax', 'TaxCode']],
]);

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const SFIN = 'http://sap.com/xi/SAPSCORE/SFIN';

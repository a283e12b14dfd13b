/**
 * How a UBL invoice is to be paid: BG-16 to BG-19, BT-9, BT-20 and BT-83.
 *
 * A credit note of UBL 2.1 has no due date of its own; it stands in the payment means.
 */

import type { Draft, InvoiceDraft, PaymentMeans } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';

export function fromUblPaymentMeans(read: ElementReading, document: XmlNode): InvoiceDraft {
  const means = childrenOf(document, 'cac:PaymentMeans');
  const terms = childrenOf(document, 'cac:PaymentTerms').flatMap((node) =>
    childrenOf(node, 'cbc:Note'),
  );
  checkOneCode(read, means);
  const dueDates = means.flatMap((node) => childrenOf(node, 'cbc:PaymentDueDate'));
  return {
    dueDate: read.day(document, 'cbc:DueDate') ?? read.day(dueDates[0]),
    paymentTerms:
      terms
        .map(({ text }) => text)
        .filter(Boolean)
        .join('\n') || undefined,
    paymentReference: paymentReferenceOf(read, means),
    paymentMeans: listOf(means.map((node) => fromUblOneMeans(read, node))),
  };
}

/** EN 16931 has one code for all accounts (UBL-SR-47): several would leave the payer to choose. */
function checkOneCode(read: ElementReading, means: readonly XmlNode[]): void {
  const codes = means.flatMap((node) => childrenOf(node, 'cbc:PaymentMeansCode'));
  const other = codes.find(({ text }) => text !== codes[0]?.text);
  if (other) read.refuse('UBL-SR-47', other, 'All payment means have one code (BT-81).');
}

/** BT-83 may be repeated with every account, as long as it is one and the same (UBL-SR-44). */
function paymentReferenceOf(read: ElementReading, means: readonly XmlNode[]): string | undefined {
  const [first, ...rest] = means.flatMap((node) => childrenOf(node, 'cbc:PaymentID'));
  const other = rest.find(({ text }) => text !== first?.text);
  if (other) read.refuse('UBL-SR-44', other, 'There is one payment reference (BT-83).');
  return read.text(first);
}

function fromUblOneMeans(read: ElementReading, node: XmlNode): Draft<PaymentMeans> {
  const code = read.one(node, 'cbc:PaymentMeansCode');
  const account = read.one(node, 'cac:PayeeFinancialAccount');
  return withoutGaps({
    code: read.text(code),
    description: code?.attributes.get('name')?.trim() || undefined,
    // An empty account is kept as empty text: that it was meant is what BR-50 is about.
    account: account && (read.text(account, 'cbc:ID') ?? ''),
    accountName: read.text(account, 'cbc:Name'),
    bic: read.text(account, 'cac:FinancialInstitutionBranch', 'cbc:ID'),
    cardNumber: read.text(node, 'cac:CardAccount', 'cbc:PrimaryAccountNumberID'),
    cardHolder: read.text(node, 'cac:CardAccount', 'cbc:HolderName'),
    mandate: read.text(node, 'cac:PaymentMandate', 'cbc:ID'),
    debitedAccount: read.text(node, 'cac:PaymentMandate', 'cac:PayerFinancialAccount', 'cbc:ID'),
  });
}

/** How the invoice is to be paid: one `cac:PaymentMeans` for each account, card or mandate. */

import type { Invoice, PaymentMeans } from '@kontor/canon';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

export function ublPaymentMeans(invoice: Invoice, isCreditNote: boolean): XmlText {
  const dueDate = isCreditNote ? invoice.dueDate : undefined;
  const isNeeded = dueDate !== undefined || invoice.paymentReference !== undefined;
  const means = invoice.paymentMeans ?? (isNeeded ? [NOT_DEFINED] : []);
  return means
    .map((item, index) =>
      // The due date of a credit note and the reference stand with the first account only.
      index === 0
        ? ublOneMeans(item, dueDate, invoice.paymentReference)
        : ublOneMeans(item, undefined, undefined),
    )
    .join('');
}

function ublOneMeans(
  means: PaymentMeans,
  dueDate: string | undefined,
  paymentReference: string | undefined,
): XmlText {
  return group(
    'cac:PaymentMeans',
    leaf('cbc:PaymentMeansCode', means.code, { name: means.description }),
    leaf('cbc:PaymentDueDate', dueDate),
    leaf('cbc:PaymentID', paymentReference),
    group(
      'cac:CardAccount',
      leaf('cbc:PrimaryAccountNumberID', means.cardNumber),
      // The schema asks for a network, which EN 16931 does not know.
      leaf('cbc:NetworkID', means.cardNumber && 'NA'),
      leaf('cbc:HolderName', means.cardHolder),
    ),
    group(
      'cac:PayeeFinancialAccount',
      leaf('cbc:ID', means.account),
      leaf('cbc:Name', means.accountName),
      group('cac:FinancialInstitutionBranch', leaf('cbc:ID', means.bic)),
    ),
    group(
      'cac:PaymentMandate',
      leaf('cbc:ID', means.mandate),
      group('cac:PayerFinancialAccount', leaf('cbc:ID', means.debitedAccount)),
    ),
  );
}

/** UNTDID 4461, 1: the instrument is not defined. Carries what has no other place in UBL. */
const NOT_DEFINED: PaymentMeans = { code: '1' };

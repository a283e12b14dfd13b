/** What each system is asked for, in canonical words, from the invoice and its posting details. */

import {
  isCreditNote,
  type AccountNote,
  type CustomerInvoice,
  type CustomerInvoicePosting,
  type LedgerDocument,
  type OpenItemOpening,
  type PostingReversal,
} from '@kontor/canon';
import { present } from '@kontor/kernel';
import type { Context } from '@kontor/process';
import { postingOf, rateText } from './posting-details.ts';

type InvoiceContext = Context<CustomerInvoice>;

export function kindOf(invoice: CustomerInvoice): 'invoice' | 'credit-note' {
  return isCreditNote(invoice) ? 'credit-note' : 'invoice';
}

export function toPosting({
  input: invoice,
  enriched,
  referenceOf,
}: InvoiceContext): CustomerInvoicePosting {
  const details = postingOf(enriched);
  return {
    reference: referenceOf('post'),
    legalEntity: invoice.legalEntity,
    customer: invoice.customer,
    kind: kindOf(invoice),
    number: invoice.number,
    documentDay: invoice.issueDate,
    postingDay: details.postingDay,
    currency: invoice.currency,
    gross: invoice.totals.gross,
    lines: revenueLines(invoice, details),
    taxes: (invoice.taxBreakdown ?? []).map((tax, index) => ({
      ...present(details.taxes[index], 'one for each breakdown'),
      base: tax.taxableAmount,
      amount: tax.taxAmount,
      rate: rateText(tax.rate),
    })),
    ...(invoice.dueDate !== undefined && { dueDay: invoice.dueDate }),
    ...(invoice.paymentReference !== undefined && { paymentReference: invoice.paymentReference }),
  };
}

/** Lines, and the allowances and charges of the whole document as lines of their own. */
function revenueLines(
  invoice: CustomerInvoice,
  details: ReturnType<typeof postingOf>,
): CustomerInvoicePosting['lines'] {
  const lines = invoice.lines.map((line, index) => ({
    ...present(details.lines[index], 'one for each line'),
    amount: line.netAmount,
    text: line.name,
    ...(line.dimensions !== undefined && { dimensions: line.dimensions }),
  }));
  const fallback = present(details.lines[0], 'an invoice has a line');
  const adjustments = (invoice.allowancesCharges ?? []).map((adjustment) => ({
    account: fallback.account,
    taxCode: taxCodeFor(invoice, details, adjustment) ?? fallback.taxCode,
    amount: adjustment.kind === 'allowance' ? negated(adjustment.amount) : adjustment.amount,
    text: adjustment.reason ?? (adjustment.kind === 'allowance' ? 'Allowance' : 'Charge'),
  }));
  return [...lines, ...adjustments];
}

function taxCodeFor(
  invoice: CustomerInvoice,
  details: ReturnType<typeof postingOf>,
  adjustment: { readonly taxCategory?: string; readonly taxRate?: string },
): string | undefined {
  const index = (invoice.taxBreakdown ?? []).findIndex(
    ({ category, rate }) =>
      category === adjustment.taxCategory && rateText(rate) === rateText(adjustment.taxRate),
  );
  return details.taxes[index]?.taxCode;
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

export function toReversal(context: InvoiceContext): PostingReversal {
  return {
    reference: context.referenceOf('post/undo'),
    document: documentOf(context),
    postingDay: postingOf(context.enriched).postingDay,
    reason: (context.ending?.text ?? 'It was taken back.').slice(0, 200),
    original: toPosting(context),
  };
}

export function toOpenItem(context: InvoiceContext): OpenItemOpening {
  const { input: invoice, transactionId, referenceOf, enriched } = context;
  return {
    reference: referenceOf('open'),
    transactionId,
    legalEntity: invoice.legalEntity,
    customer: invoice.customer,
    partyName: postingOf(enriched).customerName,
    number: invoice.number,
    issueDay: invoice.issueDate,
    currency: invoice.currency,
    // BT-115: what is still to be paid, prepayments and rounding taken into account.
    amount: isCreditNote(invoice) ? negated(invoice.totals.payable) : invoice.totals.payable,
    document: documentOf(context),
    ...(invoice.paymentReference !== undefined && { paymentReference: invoice.paymentReference }),
    ...(invoice.dueDate !== undefined && { dueDay: invoice.dueDate }),
  };
}

export function toAccountNote(context: InvoiceContext): AccountNote {
  const { input: invoice, referenceOf, enriched } = context;
  return {
    reference: referenceOf('mirror'),
    legalEntity: invoice.legalEntity,
    customer: invoice.customer,
    subject: kindOf(invoice),
    number: invoice.number,
    status: 'posted',
    day: postingOf(enriched).postingDay,
    amount: invoice.totals.gross,
    currency: invoice.currency,
    documentNumber: documentOf(context).number,
  };
}

/** What the ledger made of it. */
function documentOf({ input, confirmed }: InvoiceContext): LedgerDocument {
  const posted = present(confirmed['post'], 'it is posted before anything refers to its document');
  const year = posted.facts?.['fiscalYear'];
  return {
    legalEntity: input.legalEntity,
    number: posted.externalReference,
    ...(year !== undefined && { year }),
  };
}

/** What every event about an invoice tells. */
export function invoiceFacts({ input, transactionId }: InvoiceContext) {
  return {
    transaction: transactionId,
    legalEntity: input.legalEntity,
    customer: input.customer,
    number: input.number,
    gross: { amount: input.totals.gross, currency: input.currency },
  };
}

export function toInvoicePosted(context: InvoiceContext) {
  const { number, year } = documentOf(context);
  const { ledger, postingDay } = postingOf(context.enriched);
  return {
    ...invoiceFacts(context),
    connection: ledger,
    documentNumber: number,
    postingDay,
    ...(year !== undefined && { fiscalYear: year }),
  };
}

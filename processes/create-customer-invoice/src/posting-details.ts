/**
 * What the ledger needs beyond the invoice: its own accounts and tax codes, and the posting day.
 * All of it comes from master data, once, when the invoice is accepted; a later change of master
 * data does not change what was accepted.
 */

import { isCreditNote, type CustomerInvoice } from '@kontor/canon';
import { currency, fromDecimal, present } from '@kontor/kernel';
import type { Context, ReferenceData, TaxCode } from '@kontor/process';

export type PostingDetails = {
  readonly postingDay: string;
  /** Connection that keeps the books, as it is told to the world. */
  readonly ledger: string;
  /** Name of the customer in the ledger, for screens and messages. */
  readonly customerName: string;
  /** In the order of the invoice's lines. */
  readonly lines: readonly { readonly account: string; readonly taxCode: string }[];
  /** In the order of the invoice's tax breakdown (BG-23). */
  readonly taxes: readonly { readonly taxCode: string; readonly account: string }[];
  readonly needsApproval: boolean;
};

export function postingDetails(
  { input: invoice }: Context<CustomerInvoice>,
  reference: ReferenceData,
): PostingDetails {
  const entity = present(reference.legalEntity(invoice.legalEntity), 'checked: it is known');
  const codeOf = (category: string, rate: string | undefined): TaxCode =>
    present(
      reference.taxCode(invoice.legalEntity, category, rateText(rate)),
      'checked: every category and rate has a tax code',
    );
  return {
    postingDay: invoice.issueDate,
    ledger: entity.ledger,
    customerName:
      reference.customer(invoice.legalEntity, invoice.customer)?.name ?? invoice.customer,
    lines: invoice.lines.map((line) => ({
      account: line.revenueAccount ?? entity.revenueAccount,
      taxCode: codeOf(line.taxCategory, line.taxRate).code,
    })),
    taxes: (invoice.taxBreakdown ?? []).map(({ category, rate }) => {
      const { code, account } = codeOf(category, rate);
      return { taxCode: code, account };
    }),
    needsApproval: isCreditNote(invoice) && isAbove(invoice, entity.creditNoteApprovalAbove),
  };
}

export function postingOf(enriched: Readonly<Record<string, unknown>>): PostingDetails {
  return enriched['posting'] as PostingDetails;
}

/** Rates are compared as text: `19.00` and `19` are the same rate, no rate is `0`. */
export function rateText(rate: string | undefined): string {
  if (rate === undefined) return '0';
  const trimmed = rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
  return trimmed === '' ? '0' : trimmed;
}

/** The limit is in the entity's currency and applies by figure to its other currencies as well. */
function isAbove({ totals, currency: code }: CustomerInvoice, limit: string): boolean {
  const known = currency(code);
  const gross = present(fromDecimal(totals.gross, known), 'checked: amounts are exact');
  const ceiling = fromDecimal(limit, known);
  return ceiling !== undefined && gross.minor > ceiling.minor;
}

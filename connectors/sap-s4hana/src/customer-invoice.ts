/**
 * `customerInvoice.post` and `customerInvoice.reverse`: an FI customer invoice, as a journal entry
 * with one item on the customer's account against revenue and output tax.
 *
 * The published contract has no field that reverses a document, so a reversal is an offsetting
 * document: the same items with every side turned, naming the original in
 * Reference2InDocumentHeader. Both stay open on the customer's account until SAP's automatic
 * clearing pairs them by their assignment.
 */

import type { CustomerInvoicePosting, PostingReversal } from '@kontor/canon';
import type {
  ConnectorContext,
  DeliveryOutcome,
  RecogniseOutcome,
  Rejected,
} from '@kontor/connector-sdk';
import { assert } from '@kontor/kernel';
import type { SapS4hanaConfig } from './config.ts';
import { amountReader } from './journal-entry/amounts.ts';
import { companyCodeFor } from './journal-entry/company-code.ts';
import {
  turned,
  type DebtorItem,
  type JournalEntry,
  type TaxItem,
} from './journal-entry/journal-entry.ts';
import { postJournalEntry } from './journal-entry/post-journal-entry.ts';
import { firstCharacters, lastCharacters } from './journal-entry/shorten.ts';
import { recogniseDocument } from './recognise-document.ts';
import { toReversal } from './to-reversal.ts';

type Context = ConnectorContext<SapS4hanaConfig>;

export async function postCustomerInvoice(
  invoice: CustomerInvoicePosting,
  context: Context,
): Promise<DeliveryOutcome> {
  const entry = toInvoiceEntry(invoice, context.config);
  return 'kind' in entry ? entry : postJournalEntry(entry, context);
}

export async function reverseCustomerInvoice(
  reversal: PostingReversal,
  context: Context,
): Promise<DeliveryOutcome> {
  const { original } = reversal;
  assert('gross' in original, 'the reversal of an invoice carries the invoice');
  const entry = toInvoiceEntry(original, context.config);
  return 'kind' in entry ? entry : postJournalEntry(toReversal(turned(entry), reversal), context);
}

/** Of a number that does not fit, the text of the customer's item holds most. */
export async function recogniseCustomerInvoice(
  invoice: CustomerInvoicePosting,
  context: Context,
): Promise<RecogniseOutcome> {
  const entry = toInvoiceEntry(invoice, context.config);
  if ('kind' in entry) return { kind: 'absent' }; // it cannot have been sent
  const text = lastCharacters(invoice.number, ITEM_TEXT_CHARACTERS);
  return recogniseDocument(
    { entry, isSameBusiness: ({ items }) => items.some((item) => item.text === text) },
    context,
  );
}

export function toInvoiceEntry(
  invoice: CustomerInvoicePosting,
  config: SapS4hanaConfig,
): JournalEntry | Rejected {
  const companyCode = companyCodeFor(invoice, config);
  if (typeof companyCode !== 'string') return companyCode;
  const amounts = amountReader(invoice.currency);
  const debit = invoice.kind === 'invoice' ? 1 : -1;
  const credit = debit === 1 ? -1 : 1;
  const groups = taxGroups(invoice);
  const taxItems: readonly TaxItem[] = invoice.taxes.map(({ taxCode, base, amount }) => ({
    code: taxCode,
    group: groups.get(taxCode) ?? FIRST_GROUP,
    base: amounts.read(base, credit),
    amount: amounts.read(amount, credit),
  }));
  const ledgerItems = invoice.lines.map((line) => {
    const { account, taxCode: code, dimensions } = line;
    const group = groups.get(code);
    return {
      account,
      amount: amounts.read(line.amount, credit),
      tax: { code, ...(group !== undefined && { group }) },
      ...(line.text !== undefined && { text: firstCharacters(line.text, ITEM_TEXT_CHARACTERS) }),
      ...(dimensions !== undefined && { dimensions }),
    };
  });
  const { documentTypes = {} } = config;
  const entry: JournalEntry = {
    reference: invoice.reference,
    documentType:
      invoice.kind === 'invoice'
        ? (documentTypes.invoice ?? 'DR')
        : (documentTypes.creditNote ?? 'DG'),
    companyCode,
    documentDay: invoice.documentDay,
    postingDay: invoice.postingDay,
    // A number that does not fit keeps its end, where numbers differ; the items carry more of it.
    documentReference: lastCharacters(invoice.number, DOCUMENT_REFERENCE_CHARACTERS),
    headerText: lastCharacters(invoice.number, HEADER_TEXT_CHARACTERS),
    debtorItems: [toInvoiceItem(invoice, amounts.read(invoice.gross, debit))],
    ledgerItems,
    taxItems,
  };
  return amounts.refusal() ?? entry;
}

function toInvoiceItem(invoice: CustomerInvoicePosting, amount: DebtorItem['amount']): DebtorItem {
  const { number, paymentReference, documentDay, dueDay } = invoice;
  // A longer reference would be cut to another one, and payments would be matched with that.
  const fits =
    paymentReference !== undefined && paymentReference.length <= PAYMENT_REFERENCE_CHARACTERS;
  return {
    debtor: invoice.customer,
    amount,
    text: lastCharacters(number, ITEM_TEXT_CHARACTERS),
    assignment: assignmentOf(number),
    ...(dueDay !== undefined && { due: dueOf({ documentDay, dueDay }) }),
    ...(fits && { paymentReference }),
  };
}

/** The end of an invoice number: what invoice, payment and reversal are cleared by. */
export function assignmentOf(invoiceNumber: string): string {
  return lastCharacters(invoiceNumber, ASSIGNMENT_CHARACTERS);
}

/**
 * SAP adds whole days to a base date. The invoice's own day is the base, so that reports show the
 * true term, unless the term does not fit into SAP's three digits.
 */
function dueOf({ documentDay, dueDay }: { readonly documentDay: string; readonly dueDay: string }) {
  const days = (Date.parse(dueDay) - Date.parse(documentDay)) / DAY_MS;
  const fits = days >= 0 && days <= NET_DAYS_MAX;
  return fits ? { baseDay: documentDay, netDays: days } : { baseDay: dueDay, netDays: 0 };
}

/** Ties revenue items to the tax item of the same code. */
function taxGroups({ taxes }: CustomerInvoicePosting): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const { taxCode } of taxes) {
    if (!groups.has(taxCode)) groups.set(taxCode, String(groups.size + 1));
  }
  return groups;
}

const FIRST_GROUP = '1';
const DAY_MS = 86_400_000;
const NET_DAYS_MAX = 999;

/** Lengths of the published contract. */
const DOCUMENT_REFERENCE_CHARACTERS = 16;
const HEADER_TEXT_CHARACTERS = 25;
const ASSIGNMENT_CHARACTERS = 18;
const ITEM_TEXT_CHARACTERS = 50;
const PAYMENT_REFERENCE_CHARACTERS = 30;

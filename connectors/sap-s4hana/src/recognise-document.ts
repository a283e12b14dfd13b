/**
 * Finds a document of ours by its number where its reference is lost: the items of all documents
 * with that DocumentReferenceID in the company code (SAP_COM_0002).
 *
 * What counts is what stands in the end. A document and its reversal cancel each other; a document
 * with the same items on customers' accounts as the one to be posted is that one; anything else of
 * ours under that number is for a person. Documents without a reference of ours are not ours.
 */

import {
  basicAuthorization,
  type ConnectorContext,
  type HttpAnswer,
  type RecogniseOutcome,
} from '@kontor/connector-sdk';
import { fromDecimal, parseCurrency } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import type { SapS4hanaConfig } from './config.ts';
import { confirmedDocument } from './journal-entry/confirmed-document.ts';
import { turned, type JournalEntry } from './journal-entry/journal-entry.ts';
import { listOf } from './odata/list-of.ts';
import { fromODataDate } from './odata/odata-date.ts';
import { odataPath, odataText } from './odata/odata-path.ts';
import { readJson } from './odata/read-json.ts';

export type Recognition = {
  readonly entry: JournalEntry;
  /** Of two businesses with one number, which a document belongs to. */
  readonly isSameBusiness: (document: StandingDocument) => boolean;
};

/** A document of ours with its items on customers' accounts. */
export type StandingDocument = {
  readonly number: string;
  readonly companyCode: string;
  readonly fiscalYear: string;
  readonly documentDay: string;
  readonly items: readonly StandingItem[];
};

export type StandingItem = {
  readonly customer: string;
  readonly assignment: string;
  readonly text: string;
  /** Debits positive. */
  readonly minor: bigint;
  readonly currency: string;
};

export async function recogniseDocument(
  { entry, isSameBusiness }: Recognition,
  { config, http }: ConnectorContext<SapS4hanaConfig>,
): Promise<RecogniseOutcome> {
  const { companyCode, documentReference: number } = entry;
  if (number === undefined) return { kind: 'absent' };
  const byNumber = `DocumentReferenceID eq ${odataText(number)}`;
  const reply = await http({
    method: 'GET',
    path: odataPath('API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube', {
      $filter: `${byNumber} and CompanyCode eq ${odataText(companyCode)}`,
      $select: SELECTED,
      $orderby: 'FiscalYear,AccountingDocument,AccountingDocumentItem',
      $top: String(ITEMS_MAX),
    }),
    headers: { authorization: basicAuthorization(config), accept: 'application/json' },
  });
  if (reply.kind === 'silence') return { kind: 'unknown', detail: `No reply: ${reply.cause}` };
  const documents = readDocuments(reply, { number, companyCode });
  if (typeof documents === 'string') return { kind: 'unknown', detail: documents };
  return whatStands(documents, { entry, isSameBusiness });
}

function readDocuments(
  reply: HttpAnswer,
  asked: { readonly number: string; readonly companyCode: string },
): readonly StandingDocument[] | string {
  const list = reply.status === 200 ? readJson(documentItems, reply) : undefined;
  if (list === undefined) return `SAP answered ${reply.status} without a list of items.`;
  const items = list.d.results;
  if (list.d.__next !== undefined || items.length >= ITEMS_MAX) {
    return `SAP has more than ${ITEMS_MAX} items of documents with the number ${asked.number}.`;
  }
  const isAsked = items.every(
    (item) => item.DocumentReferenceID === asked.number && item.CompanyCode === asked.companyCode,
  );
  if (!isAsked) return 'SAP answered with a document that was not asked for.';
  const ours = items.filter((item) => OUR_REFERENCE.test(item.Reference1InDocumentHeader ?? ''));
  const documents = Map.groupBy(ours, (item) => `${item.FiscalYear} ${item.AccountingDocument}`);
  return [...documents.values()].map(toStandingDocument);
}

function toStandingDocument(rows: readonly DocumentItem[]): StandingDocument {
  const [first] = rows as readonly [DocumentItem, ...DocumentItem[]];
  return {
    number: first.AccountingDocument,
    companyCode: first.CompanyCode,
    fiscalYear: first.FiscalYear,
    documentDay: fromODataDate(first.DocumentDate)?.slice(0, 10) ?? '',
    items: rows.flatMap((row) => toStandingItem(row) ?? []),
  };
}

/** Undefined for an item on another account than a customer's. */
function toStandingItem(row: DocumentItem): StandingItem | undefined {
  if (!row.Customer) return undefined;
  const currency = parseCurrency(row.TransactionCurrency);
  const amount = currency && fromDecimal(row.AmountInTransactionCurrency, currency);
  return {
    customer: row.Customer,
    assignment: row.AssignmentReference ?? '',
    text: row.DocumentItemText ?? '',
    minor: amount?.minor ?? 0n,
    // What cannot be read agrees with nothing.
    currency: amount ? amount.currency : `${row.TransactionCurrency}?`,
  };
}

function whatStands(
  documents: readonly StandingDocument[],
  { entry, isSameBusiness }: Recognition,
): RecogniseOutcome {
  const reversed = itemsOf(turned(entry));
  // A reversal has a day of its own.
  const reversals = documents.filter(({ items }) => keyOf(items) === reversed);
  const same = documents.filter((each) => !reversals.includes(each) && isSameBusiness(each));
  const wanted = itemsOf(entry);
  const equal = same.filter(({ items }) => keyOf(items) === wanted);
  const others = same.filter((each) => !equal.includes(each));
  if (!isCancelled(others)) return differs(others, entry);
  const last = equal.at(-1);
  if (last === undefined || equal.length <= reversals.length) return { kind: 'absent' };
  // Two items "on account" may be two receipts that look the same: an invoice is there once.
  const isNamed = entry.debtorItems.every(({ assignment = '' }) => assignment !== '');
  return isNamed ? confirmedDocument(last) : differs([last], entry);
}

/** Whether they leave nothing on any account. */
function isCancelled(documents: readonly StandingDocument[]): boolean {
  const sums = new Map<string, bigint>();
  for (const { items } of documents) {
    for (const { customer, currency, minor } of items) {
      if (currency.endsWith('?')) return false;
      const account = `${customer} ${currency}`;
      sums.set(account, (sums.get(account) ?? 0n) + minor);
    }
  }
  return [...sums.values()].every((sum) => sum === 0n);
}

function differs(
  documents: readonly StandingDocument[],
  { documentReference }: JournalEntry,
): RecogniseOutcome {
  const names = documents.map(({ number, fiscalYear }) => `${number}/${fiscalYear}`).join(', ');
  return {
    kind: 'differs',
    detail:
      `A backup was restored, and SAP has ${documentReference} of before under ${names}, ` +
      'with other items: look whether it is this one.',
  };
}

function itemsOf({ debtorItems }: JournalEntry): string {
  return keyOf(
    debtorItems.map(({ debtor, amount, assignment = '' }) => ({
      customer: debtor,
      assignment,
      minor: amount.minor,
      currency: amount.currency,
    })),
  );
}

function keyOf(items: readonly Omit<StandingItem, 'text'>[]): string {
  return items
    .map(({ customer, assignment, minor, currency }) =>
      JSON.stringify([customer, assignment, minor.toString(), currency]),
    )
    .toSorted()
    .join();
}

const DocumentItem = Type.Object({
  CompanyCode: Type.String(),
  FiscalYear: Type.String({ pattern: '^\\d{4}$' }),
  AccountingDocument: Type.String({ minLength: 1 }),
  Reference1InDocumentHeader: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  DocumentReferenceID: Type.String(),
  DocumentDate: Type.String(),
  Customer: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  AssignmentReference: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  DocumentItemText: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  AmountInTransactionCurrency: Type.String(),
  TransactionCurrency: Type.String(),
});
type DocumentItem = Static<typeof DocumentItem>;

const documentItems = listOf(DocumentItem);

const SELECTED = Object.keys(DocumentItem.properties).join(',');

/** Crockford's base 32, twenty characters: nobody else fills the field like that. */
const OUR_REFERENCE = /^[0-9A-HJKMNP-TV-Z]{20}$/;
/** Of two documents with as many items as SAP takes. */
const ITEMS_MAX = 2_000;

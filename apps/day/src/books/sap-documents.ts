/**
 * Accounting documents as SAP's books have them, in our words: what was billed, paid and reversed.
 */

import { assert, currency, fromDecimal, present, type CurrencyCode } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { BookEntry } from './read-books.ts';

export type SapDocument = {
  /** Place in the order in which SAP committed. */
  readonly sequence: number;
  readonly companyCode: string;
  readonly number: string;
  /** Kontor's key for the effect, as the document carries it. */
  readonly reference: string;
  readonly kind: 'billing' | 'payment';
  /** The number of the original when this document takes it back. */
  readonly reverses?: string;
  /** The invoice number on a billing document, the bank's reference on a payment. */
  readonly documentReference: string;
  readonly customer: string;
  readonly currency: CurrencyCode;
  /** On the customer's account: what they owe more because of it. */
  readonly receivable: bigint;
  /** On a bank account. */
  readonly bank: bigint;
};

export type Books = { readonly bankLedgerAccounts: ReadonlySet<string> };

export function toSapDocument(entry: BookEntry, { bankLedgerAccounts }: Books): SapDocument {
  const { facts } = entry;
  assert(document.Check(facts), 'a document of the books has the facts of a document');
  const code = currency(facts.currency);
  const sumOf = (wanted: (item: DocumentItem) => boolean) =>
    facts.items.filter(wanted).reduce((total, { amount }) => total + minorOf(amount, code), 0n);
  const reverses = facts.reference2.split('/')[0];
  return {
    sequence: entry.sequence,
    companyCode: facts.companyCode,
    number: entry.number,
    reference: entry.reference,
    kind: facts.documentType === PAYMENT_TYPE ? 'payment' : 'billing',
    ...(reverses && { reverses }),
    documentReference: facts.documentReference,
    customer: facts.customer,
    currency: code,
    receivable: sumOf(({ kind }) => kind === 'debtor'),
    bank: sumOf(({ kind, account }) => kind === 'ledger' && bankLedgerAccounts.has(account)),
  };
}

function minorOf(text: string, code: CurrencyCode): bigint {
  return present(fromDecimal(text, code), 'SAP only takes exact amounts').minor;
}

const DocumentItem = Type.Object({
  kind: Type.String(),
  account: Type.String(),
  amount: Type.String(),
});
type DocumentItem = Static<typeof DocumentItem>;

const document = Compile(
  Type.Object({
    companyCode: Type.String(),
    documentType: Type.String(),
    documentReference: Type.String(),
    reference2: Type.String(),
    customer: Type.String(),
    currency: Type.String(),
    items: Type.Array(DocumentItem),
  }),
);

/** SAP's standard type for customer payments, which the connector uses unless told otherwise. */
const PAYMENT_TYPE = 'DZ';

/**
 * What we posted since a day: the first items of documents that carry a reference of ours
 * (SAP_COM_0002), in the order of the reference, which never changes and is there once.
 *
 * SAP keeps the day on which a document was created, in the time of its own system, and not the
 * moment: so the day before is read, too.
 */

import { plusMs } from '@kontor/kernel';
import type {
  ConnectorContext,
  PostingsRequest,
  PostedEffect,
  ReadOutcome,
} from '@kontor/connector-sdk';
import Type, { type Static } from 'typebox';
import type { SapS4hanaConfig } from './config.ts';
import { listOf } from './odata/list-of.ts';
import { fromODataDate } from './odata/odata-date.ts';
import { readPage } from './odata/read-page.ts';

export async function listPostedDocuments(
  { since, cursor }: PostingsRequest,
  context: ConnectorContext<SapS4hanaConfig>,
): Promise<ReadOutcome<PostedEffect>> {
  const from = plusMs(since, -DAY_MS).slice(0, 10);
  const page = await readPage<DocumentItem>(
    {
      entitySet: 'API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube',
      key: 'Reference1InDocumentHeader',
      after: cursor,
      filter: [
        `AccountingDocumentCreationDate ge datetime'${from}T00:00:00'`,
        `AccountingDocumentItem eq '001'`,
      ].join(' and '),
      select: SELECTED,
      pageSize: PAGE_DOCUMENTS,
      shape: documentItems,
    },
    context,
  );
  if (page.kind === 'failed') return page;
  const payment = context.config.documentTypes?.payment ?? 'DZ';
  return { ...page, items: page.items.map((item) => toPostedEffect(item, payment)) };
}

function toPostedEffect(item: DocumentItem, paymentType: string): PostedEffect {
  const createdAt = fromODataDate(item.AccountingDocumentCreationDate);
  const { CompanyCode, FiscalYear, AccountingDocument } = item;
  const { AmountInTransactionCurrency: amount, TransactionCurrency: currency } = item;
  // The first item of an invoice is all that the customer owes; of a payment, what one invoice got.
  const isWhole = item.Customer && item.AccountingDocumentType !== paymentType;
  return {
    reference: item.Reference1InDocumentHeader,
    externalReference: AccountingDocument,
    place: `${CompanyCode} ${FiscalYear}`,
    ...(item.DocumentReferenceID && { number: item.DocumentReferenceID }),
    ...(createdAt && { day: createdAt.slice(0, 10) }),
    ...(isWhole &&
      amount !== undefined &&
      currency !== undefined && { value: { amount, currency } }),
  };
}

const DocumentItem = Type.Object({
  CompanyCode: Type.String(),
  FiscalYear: Type.String(),
  AccountingDocument: Type.String({ minLength: 1 }),
  Reference1InDocumentHeader: Type.String({ minLength: 1 }),
  DocumentReferenceID: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  AccountingDocumentCreationDate: Type.String(),
  AccountingDocumentType: Type.Optional(Type.String()),
  Customer: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  AmountInTransactionCurrency: Type.Optional(Type.String()),
  TransactionCurrency: Type.Optional(Type.String()),
});
type DocumentItem = Static<typeof DocumentItem>;

const documentItems = listOf(DocumentItem);

const SELECTED = Object.keys(DocumentItem.properties).join(',');

const DAY_MS = 86_400_000;
/** Rows are short: this stays well below a megabyte. */
const PAGE_DOCUMENTS = 500;

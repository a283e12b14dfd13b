/**
 * A journal entry as the body of a SOAP 1.1 request. The order of elements is the contract's: SAP
 * reads a sequence. Only the message itself is in SAP's namespace; what is inside it is in none.
 */

import { toDecimal, type Instant, type Money } from '@kontor/kernel';
import type { DebtorItem, JournalEntry, LedgerItem, TaxItem } from './journal-entry.ts';
import { messageUuid } from './message-uuid.ts';
import { toXml, type XmlNode } from './to-xml.ts';

export const SFIN = 'http://sap.com/xi/SAPSCORE/SFIN';

export function writeJournalEntry(
  entry: JournalEntry,
  { createdByUser, sentAt }: { readonly createdByUser: string; readonly sentAt: Instant },
): string {
  // The document inside the message has a header of its own, with its own stable UUID.
  const request: XmlNode = [
    'sfin:JournalEntryBulkCreateRequest',
    [
      toMessageHeader(entry.reference, sentAt),
      [
        'JournalEntryCreateRequest',
        [
          toMessageHeader(`${entry.reference}-1`, sentAt),
          ['JournalEntry', toJournalEntry(entry, createdByUser)],
        ],
      ],
    ],
    { 'xmlns:sfin': SFIN },
  ];
  const envelope: XmlNode = [
    'soap:Envelope',
    [['soap:Body', [request]]],
    { 'xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/' },
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toXml(envelope)}`;
}

function toMessageHeader(id: string, sentAt: Instant): XmlNode {
  return [
    'MessageHeader',
    [
      ['ID', id],
      ['UUID', messageUuid(id)],
      ['CreationDateTime', sentAt],
    ],
  ];
}

function toJournalEntry(entry: JournalEntry, createdByUser: string): readonly XmlNode[] {
  const { debtorItems, ledgerItems, taxItems } = entry;
  // Items are numbered through the whole document, customers first as SAP shows them.
  const afterDebtors = debtorItems.length;
  const afterLedger = afterDebtors + ledgerItems.length;
  return [
    ['OriginalReferenceDocumentType', 'BKPFF'], // posted directly; SAP assigns the reference itself
    ['BusinessTransactionType', 'RFBU'],
    ['AccountingDocumentType', entry.documentType],
    ['DocumentReferenceID', entry.documentReference],
    ['DocumentHeaderText', entry.headerText],
    ['CreatedByUser', createdByUser],
    ['CompanyCode', entry.companyCode],
    ['DocumentDate', entry.documentDay],
    ['PostingDate', entry.postingDay],
    ['Reference1InDocumentHeader', entry.reference],
    ['Reference2InDocumentHeader', entry.relatedDocument],
    ...ledgerItems.map((item, at) => toItem(item, afterDebtors + at + 1)),
    ...debtorItems.map((item, at) => toDebtorItem(item, at + 1)),
    ...taxItems.map((item, at) => toProductTaxItem(item, afterLedger + at + 1)),
  ];
}

function toItem(item: LedgerItem, number: number): XmlNode {
  const { tax, dimensions } = item;
  return [
    'Item',
    [
      ['ReferenceDocumentItem', String(number)],
      ['GLAccount', item.account],
      toAmount('AmountInTransactionCurrency', item.amount),
      ['DebitCreditCode', sideOf(item.amount)],
      ['DocumentItemText', item.text],
      ['AssignmentReference', item.assignment],
      [
        'Tax',
        tax && [
          ['TaxCode', tax.code],
          ['TaxItemGroup', tax.group],
        ],
      ],
      ['ValueDate', item.valueDay],
      [
        'AccountAssignment',
        dimensions && [
          ['ProfitCenter', dimensions.profitCenter],
          ['Segment', dimensions.segment],
          ['CostCenter', dimensions.costCenter],
          ['WBSElement', dimensions.project],
          ['FunctionalArea', dimensions.functionalArea],
        ],
      ],
    ],
  ];
}

function toDebtorItem(item: DebtorItem, number: number): XmlNode {
  const { due, paymentReference } = item;
  return [
    'DebtorItem',
    [
      ['ReferenceDocumentItem', String(number)],
      ['Debtor', item.debtor],
      toAmount('AmountInTransactionCurrency', item.amount),
      ['DebitCreditCode', sideOf(item.amount)],
      ['DocumentItemText', item.text],
      ['AssignmentReference', item.assignment],
      [
        'CashDiscountTerms',
        due && [
          ['DueCalculationBaseDate', due.baseDay],
          ['NetPaymentDays', `P${due.netDays}D`],
        ],
      ],
      [
        'PaymentDetails',
        paymentReference === undefined ? undefined : [['PaymentReference', paymentReference]],
      ],
    ],
  ];
}

/** Without a rate: the tax code has one, and SAP reports a difference between it and the amount. */
function toProductTaxItem(item: TaxItem, number: number): XmlNode {
  return [
    'ProductTaxItem',
    [
      ['ReferenceDocumentItem', String(number)],
      ['TaxCode', item.code],
      ['TaxItemGroup', item.group],
      toAmount('AmountInTransactionCurrency', item.amount),
      ['DebitCreditCode', sideOf(item.amount.minor === 0n ? item.base : item.amount)],
      toAmount('TaxBaseAmountInTransCrcy', item.base),
    ],
  ];
}

function toAmount(name: string, amount: Money): XmlNode {
  return [name, toDecimal(amount), { currencyCode: amount.currency }];
}

/**
 * S is Soll, debit; H is Haben, credit. SAP refuses a letter that contradicts the sign (F5/704).
 */
function sideOf({ minor }: Money): 'S' | 'H' {
  return minor < 0n ? 'H' : 'S';
}

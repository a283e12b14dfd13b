/**
 * A journal entry as JournalEntryCreateRequestConfirmation_In takes it: the part of its contract
 * that we use, in SAP's words. Amounts are signed, debits positive; SAP wants the sign and the
 * letter.
 */

import type { Dimensions } from '@kontor/canon';
import { negate, type Money } from '@kontor/kernel';

export type JournalEntry = {
  /**
   * Stays the same however often the document is sent. 20 characters, Reference1InDocumentHeader.
   */
  readonly reference: string;
  /** A further document that this one refers to. 20 characters, Reference2InDocumentHeader. */
  readonly relatedDocument?: string;
  readonly documentType: string;
  readonly companyCode: string;
  readonly documentDay: string;
  readonly postingDay: string;
  /** 16 characters, DocumentReferenceID. */
  readonly documentReference?: string;
  /** 25 characters, DocumentHeaderText. */
  readonly headerText?: string;
  readonly debtorItems: readonly DebtorItem[];
  readonly ledgerItems: readonly LedgerItem[];
  readonly taxItems: readonly TaxItem[];
};

/** An item on a customer's account (subledger). */
export type DebtorItem = {
  readonly debtor: string;
  readonly amount: Money;
  readonly text?: string;
  /** 18 characters; automatic clearing compares it. */
  readonly assignment?: string;
  readonly due?: { readonly baseDay: string; readonly netDays: number };
  /** 30 characters, printed on the invoice and repeated by the payer. */
  readonly paymentReference?: string;
};

/** An item on a G/L account. */
export type LedgerItem = {
  readonly account: string;
  readonly amount: Money;
  readonly tax?: { readonly code: string; readonly group?: string };
  readonly text?: string;
  readonly assignment?: string;
  readonly valueDay?: string;
  readonly dimensions?: Dimensions;
};

/** Tax of one code; the account follows from the code in SAP. */
export type TaxItem = {
  readonly code: string;
  readonly group: string;
  readonly base: Money;
  readonly amount: Money;
};

/** The same document with every side turned. */
export function turned(entry: JournalEntry): JournalEntry {
  return {
    ...entry,
    debtorItems: entry.debtorItems.map((item) => ({ ...item, amount: negate(item.amount) })),
    ledgerItems: entry.ledgerItems.map((item) => ({ ...item, amount: negate(item.amount) })),
    taxItems: entry.taxItems.map((item) => ({
      ...item,
      base: negate(item.base),
      amount: negate(item.amount),
    })),
  };
}

/** Zero in every document that SAP accepts. */
export function balanceOf({ debtorItems, ledgerItems, taxItems }: JournalEntry): bigint {
  const items = [...debtorItems, ...ledgerItems, ...taxItems];
  return items.reduce((total, { amount }) => total + amount.minor, 0n);
}

/**
 * What a day of finance consists of, before anything is sent: every document in the order in which
 * it is handed over, every bank file with what is in it, and what should become of each.
 */

import type { CustomerInvoice } from '@kontor/canon';
import type { BankingDay, Money, ProblemCode } from '@kontor/kernel';
import type { BankMovement } from '@kontor/sandbox';

export type Scenario = {
  readonly seed: number;
  /** Five working days, the last of them today or the last working day before it. */
  readonly days: readonly BankingDay[];
  readonly submissions: readonly Submission[];
  readonly receipts: readonly Receipt[];
  readonly returns: readonly Return[];
  readonly trouble: Trouble;
};

/** The two applications that send invoices; each has credentials of its own. */
export type SenderName = 'shop' | 'subscriptions';

export type Submission = {
  readonly sender: SenderName;
  readonly idempotencyKey: string;
  /** One after another within it: the order in which a customer's documents have to arrive. */
  readonly lane: string;
  readonly invoice: CustomerInvoice;
  readonly document: SubmittedDocument;
  readonly expectation: Expectation;
};

export type SubmittedDocument =
  | { readonly kind: 'json'; readonly value: unknown }
  /** EN 16931 as UBL; legal entity and customer go along as headers. */
  | { readonly kind: 'xml'; readonly text: string };

export type Expectation =
  | { readonly kind: 'accepted' }
  /** The same key and the same document: the answer to the first request comes again. */
  | { readonly kind: 'replayed' }
  /** The same document under another key, or by another application. */
  | { readonly kind: 'duplicate' }
  /** Refused before anything is queued. `defect` is a code that `errors` has to name. */
  | { readonly kind: 'refused'; readonly problem: ProblemCode; readonly defect?: string };

/** What goes wrong on purpose in the ledger. */
export type Trouble = {
  /** An invoice of more items than a document of the ledger can hold: it dumps on it every time. */
  readonly poison: string;
  /** The ledger blocks its customer after Kontor read the master data: refused, later retried. */
  readonly blockedLater: { readonly number: string; readonly customer: string };
};

export type ReceiptKind =
  | 'exact'
  | 'combined'
  | 'partial'
  | 'short-within-tolerance'
  | 'short'
  | 'over'
  | 'unknown-payer'
  | 'wrong-reference'
  | 'returned';

/** Money that comes in. */
export type Receipt = {
  readonly kind: ReceiptKind;
  readonly accountKey: string;
  /** On which of the days it is booked. */
  readonly day: number;
  readonly amount: Money;
  /** Numbers of the documents that it pays, as the payer means it. */
  readonly pays: readonly string[];
  /** What it is for, where only a person can find out. */
  readonly meant?: string;
  readonly legalEntity: string;
  /** Absent where nobody can know. */
  readonly customer?: string;
  readonly movement: BankMovement;
};

/** Money that goes back: the bank returns a receipt of an earlier day. */
export type Return = {
  readonly accountKey: string;
  readonly day: number;
  readonly amount: Money;
  readonly of: Receipt;
  readonly movement: BankMovement;
};

/** Days of the scenario; documents are dated on the first two, money moves on the other three. */
export const DAYS = 5;
export const FIRST_BANK_DAY = 2;

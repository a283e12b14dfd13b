/**
 * What a story is told from: facts as they are recorded, without a word of judgement. Amounts are
 * decimal text with their currency, account numbers are masked already.
 */

import type { PaymentStatus } from '@kontor/canon';
import type { BankingDay, Instant } from '@kontor/kernel';
import type { ConnectionRole, Message, TransactionStatus } from '@kontor/process';

export type StoryFacts = {
  readonly transaction: TransactionFacts;
  /** The stream, oldest first. */
  readonly history: readonly { readonly at: Instant; readonly message: Message }[];
  readonly deliveries: readonly DeliveryFacts[];
  readonly exceptions: readonly ExceptionFacts[];
  readonly openItem?: OpenItemFacts;
  /** Receipts that pay the invoice, or the one receipt that the payment is about. */
  readonly payments: readonly PaymentFacts[];
  readonly events: readonly EventFacts[];
  /** What the bank told of a batch of payments; absent where nothing is paid. */
  readonly statusReports?: readonly StatusReportFacts[];
};

export type AmountFacts = { readonly amount: string; readonly currency: string };

export type TransactionFacts = {
  readonly transactionId: string;
  readonly document: 'invoice' | 'credit-note' | 'payment' | 'document';
  readonly number: string;
  readonly legalEntity: string;
  readonly customer?: string;
  readonly partyName?: string;
  /** Without a sign: the kind of document says which way the money goes. */
  readonly amount?: AmountFacts;
  readonly application: string;
  /** The person or application that acted. */
  readonly submitter?: string;
  readonly channel: 'api' | 'file' | 'engine';
  readonly acceptedAt: Instant;
  readonly status: TransactionStatus;
  readonly finishedAt?: Instant;
  /** What was checked, in words: `customer known`. */
  readonly checks: readonly string[];
  /** Why it ended, or is ending, without its effect. */
  readonly endingText?: string;
};

export type DeliveryFacts = {
  readonly deliveryId: string;
  readonly direction: 'forward' | 'back';
  /** `posted in the ledger` */
  readonly title: string;
  readonly role: ConnectionRole;
  readonly connection: string;
  /** What people call the system. */
  readonly system: string;
  readonly status: 'waiting' | 'in_doubt' | 'confirmed' | 'rejected' | 'parked' | 'abandoned';
  readonly externalReference?: string;
  /** The vendor's code and text, or what stands in the way. */
  readonly detail?: string;
  readonly createdAt: Instant;
  readonly attempts: readonly AttemptFacts[];
};

export type AttemptFacts = {
  readonly kind: 'submit' | 'look_up';
  readonly outcome: 'confirmed' | 'rejected' | 'retryable' | 'unknown' | 'absent';
  readonly detail?: string;
  readonly at: Instant;
  readonly durationMs: number;
};

export type ExceptionFacts = {
  readonly exceptionId: string;
  readonly kind: string;
  readonly code: string;
  readonly text: string;
  readonly deliveryId?: string;
  readonly openedAt: Instant;
  readonly comments: readonly { readonly by: string; readonly text: string }[];
  readonly resolved?: {
    readonly action: string;
    readonly by: string;
    readonly reason: string;
    readonly at: Instant;
  };
};

export type OpenItemFacts = {
  readonly amount: AmountFacts;
  readonly open: AmountFacts;
  readonly status: 'open' | 'partly' | 'cleared' | 'reversed';
  readonly dueDay?: BankingDay;
};

/** One match: money that came in and what it pays. */
export type PaymentFacts = {
  readonly matchId: string;
  readonly bankEntryId: string;
  readonly received: AmountFacts;
  readonly from?: string;
  readonly account: string;
  readonly bookingDay: BankingDay;
  readonly statement: { readonly number: string; readonly day: BankingDay };
  readonly rule: string;
  readonly explanation: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly reason?: string;
  /** What it pays: of an invoice one item, of a payment all that it pays. */
  readonly claims: readonly { readonly number: string; readonly amount: AmountFacts }[];
  readonly writtenOff?: AmountFacts;
  readonly onAccount?: AmountFacts;
  /** The ledger's document of it, once there is one. */
  readonly posted?: { readonly document: string; readonly system: string };
  readonly released?: {
    readonly at: Instant;
    readonly by: string;
    readonly reason: string;
    /** The bank's debit that took the money back. */
    readonly debit?: { readonly bankEntryId: string; readonly day: BankingDay };
  };
};

export type EventFacts = {
  readonly eventId: string;
  /** CloudEvents type: `kontor.invoice.posted.v1`. */
  readonly type: string;
  readonly at: Instant;
  readonly receivers: readonly {
    readonly host: string;
    readonly attempts: number;
    readonly deliveredAt?: Instant;
  }[];
};

/** One status report of a bank on the batch. */
export type StatusReportFacts = {
  readonly reportId: string;
  /** The bank's own id of it. */
  readonly messageId: string;
  readonly at: Instant;
  readonly lines: readonly {
    /** As it was told: `ACSC`. */
    readonly status: PaymentStatus;
    readonly change: 'moved' | 'late' | 'repeated' | 'conflict';
    readonly transfers: number;
  }[];
};

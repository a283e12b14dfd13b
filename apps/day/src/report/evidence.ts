/**
 * Everything that the report is made from, as plain data: what was handed over and answered, what
 * the platform says became of it, and what the simulated systems have in their own books.
 */

import type { ProblemCode } from '@kontor/kernel';
import type { AccountNote } from '../books/account-notes.ts';
import type { SapDocument } from '../books/sap-documents.ts';
import type { Expectation, ReceiptKind } from '../scenario/scenario.ts';

export type Evidence = {
  readonly entities: readonly EntityNames[];
  /** In the order in which each lane was handed over. */
  readonly handovers: readonly Handover[];
  /** By transaction: how it stands at the end. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Transactions that an exception was opened for; they may be overtaken. */
  readonly troubled: ReadonlySet<string>;
  readonly exceptions: readonly ExceptionStanding[];
  readonly documents: readonly SapDocument[];
  readonly notes: readonly AccountNote[];
  readonly receipts: readonly BankedReceipt[];
  readonly entries: readonly EntryStanding[];
  readonly matches: readonly MatchStanding[];
  readonly files: readonly FileHandover[];
  readonly controlTotals: readonly ControlTotal[];
  readonly feed: readonly FedEvent[];
  readonly webhooks: WebhookEvidence;
  /** Transactions that the audit trail says were accepted. */
  readonly audited: ReadonlySet<string>;
  /** Replies that were not as their contract says. */
  readonly breaches: readonly string[];
};

export type ExceptionStanding = {
  readonly id: string;
  readonly kind: string;
  readonly explanation: string;
};

export type EntityNames = {
  readonly code: string;
  readonly companyCode: string;
  readonly currency: string;
};

export type Standing = 'working' | 'waiting' | 'parked' | 'done' | 'refused' | 'taken_back';

/** One document that was handed over, and the answer. */
export type Handover = {
  readonly lane: string;
  readonly legalEntity: string;
  readonly customer: string;
  readonly currency: string;
  readonly number: string;
  /** In minor units; negative for credit notes. */
  readonly gross: bigint;
  readonly expectation: Expectation;
  readonly answer: HandoverAnswer;
  /** From sending to the answer, of the attempt that was answered. */
  readonly latencyMs: number;
};

export type HandoverAnswer =
  | { readonly kind: 'accepted' | 'replayed' | 'duplicate'; readonly transaction: string }
  | { readonly kind: 'refused'; readonly problem: ProblemCode; readonly defects: readonly string[] }
  | { readonly kind: 'unanswered'; readonly cause: string };

/** What we know that the bank booked. */
export type BankedReceipt = {
  readonly legalEntity: string;
  readonly currency: string;
  readonly minor: bigint;
  readonly kind: ReceiptKind;
  readonly isReturned: boolean;
};

/** A bank entry as the platform has it. */
export type EntryStanding = {
  readonly id: string;
  readonly legalEntity: string;
  readonly currency: string;
  readonly direction: 'credit' | 'debit';
  readonly minor: bigint;
  readonly open: bigint;
  /** The bank took it back later, as our own books of the day say. */
  readonly isReturned: boolean;
};

export type MatchStanding = {
  readonly id: string;
  readonly bankEntry: string;
  readonly legalEntity: string;
  readonly currency: string;
  /** What it uses of the money of its entry. */
  readonly used: bigint;
  readonly isEffective: boolean;
  readonly by: string;
};

export type FileStatus = 'received' | 'booked' | 'waiting' | 'quarantined' | 'known' | 'unanswered';

export type FileHandover = {
  readonly name: string;
  readonly expectation: 'booked' | 'waiting' | 'quarantined' | 'duplicate';
  /** At once. */
  readonly answer: FileStatus;
  /** At the end of the day. */
  readonly standing: FileStatus;
};

export type ControlTotal = {
  readonly legalEntity: string;
  readonly currency: string;
  readonly acceptedCount: number;
  readonly acceptedMinor: bigint;
  readonly isBalanced: boolean;
};

export type FedEvent = {
  readonly id: string;
  readonly type: string;
  readonly partitionKey: string;
  readonly sequence: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export type WebhookEvidence = {
  /** Ids of events that arrived, each once. */
  readonly events: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** Calls that came again for an event that was here before. */
  readonly repeats: number;
  /** Calls that our receiver failed on purpose. */
  readonly failed: number;
  /** Calls whose signature was not right. */
  readonly unverified: number;
};

/**
 * What the gateway needs from the modules behind it, and nothing else: one type per module, and
 * `Services` for all of them.
 *
 * The rules that hold for every function:
 * - A `Call` says who asks. What belongs to no legal entity of `call.actor.legalEntities` is
 *   `absent` for them, in lists and by id; a service never tells that it exists.
 * - Bodies were checked against their contract; business rules were not.
 * - Outcomes are values. What is thrown is a fault and becomes the problem `internal`; to say that
 *   the database is away, return `{ kind: 'unavailable' }` where the type has it, or throw.
 * - Results have the wire form of the contract; amounts are decimal text.
 * - `IdempotentCall`: the key is claimed, the effect done and the result kept in one database
 *   transaction. Keys are unique per (application, operation, key). The same key with the same
 *   fingerprint gives `replayed` with the result as it was first given, byte for byte; with another
 *   fingerprint `reused`; while the first call still runs `in_flight`. An outcome that refuses
 *   (`unacceptable`, `absent`, `stale`, …) does not use up the key.
 */

import type { CustomerInvoice } from '@kontor/canon';
import type {
  AuditEntry,
  BankEntry,
  BankFile,
  BankStatement,
  CloudEvent,
  ControlTotals,
  Delivery,
  EventType,
  Exception,
  LegalEntity,
  listAuditEntries,
  listBankEntries,
  listBankFiles,
  listBankStatements,
  listExceptions,
  listTransactions,
  getControlTotals,
  NewWebhookSubscription,
  Page,
  PageRequest,
  Period,
  ReplayPreview,
  Resolution,
  Story,
  Transaction,
  TransactionDetail,
  TransactionMessage,
  WebhookSubscription,
  WebhookSubscriptionWithSecret,
  WebhookTest,
} from '@kontor/contracts';
import type {
  BankFileId,
  DeliveryId,
  Defect,
  ExceptionId,
  Instant,
  SubscriptionId,
  TransactionId,
} from '@kontor/kernel';
import type { Static, TObject } from 'typebox';
import type { Actor } from '../identity/actor.ts';
import type { ExceptionBatches } from './batch-services.ts';
import type { Cancellations } from './cancellation-services.ts';
import type { ConsoleServices } from './console-services.ts';
import type { Corrections } from './correction-services.ts';
import type { Draining } from './drain-services.ts';
import type { InvoiceBatches } from './invoice-batch-services.ts';
import type { Operations, Sandbox } from './operations-services.ts';
import type { Payments } from './payments-services.ts';
import type { Records } from './records-services.ts';
import type { Receivables } from './receivables-services.ts';

export type * from './operations-services.ts';
export type * from './receivables-services.ts';

export type Services = {
  readonly invoices: Invoices;
  readonly invoiceBatches: InvoiceBatches;
  readonly transactions: Transactions;
  readonly payments: Payments;
  readonly bank: Bank;
  readonly receivables: Receivables;
  readonly exceptions: Exceptions;
  readonly corrections: Corrections;
  readonly cancellations: Cancellations;
  readonly exceptionBatches: ExceptionBatches;
  readonly deliveries: Deliveries;
  readonly operations: Operations;
  readonly drain: Draining;
  readonly sandbox: Sandbox;
  readonly events: Events;
  readonly webhooks: Webhooks;
  readonly companies: Companies;
  readonly governance: Governance;
  readonly records: Records;
  readonly console: ConsoleServices;
};

/** Who asks, and under which names the request is traced. */
export type Call = {
  readonly actor: Actor;
  /** At most 64 characters of `[A-Za-z0-9._:-]`. */
  readonly correlationId: string;
  /** W3C trace context with the gateway's span as parent, for events and calls out. */
  readonly traceparent: string;
};

export type IdempotentCall = Call & {
  readonly idempotency: {
    /** 1 to 255 visible ASCII characters. */
    readonly key: string;
    /** The operationId of the contract: keys of different operations do not meet. */
    readonly operation: string;
    /** SHA-256, hexadecimal, of method, path, query, content type and canonical body (RFC 8785). */
    readonly fingerprint: string;
  };
};

/** A key that stands for many things, each with a fingerprint of its own. */
export type KeyedCall = Call & {
  readonly idempotency: Pick<IdempotentCall['idempotency'], 'key' | 'operation'>;
};

/** A streamed body has its fingerprint only when it has been read to its end. */
export type StreamedCall = Call & {
  readonly idempotency: {
    readonly key: string;
    readonly operation: string;
    /** Throws before the last byte of the content was read. */
    readonly fingerprint: () => string;
  };
};

/** It happened, now or by the earlier request with the same key. */
export type Done<Result> = {
  readonly kind: 'accepted' | 'replayed';
  readonly result: Result;
};

export type KeyConflict =
  /** The first request with this key is still being worked on. */
  | { readonly kind: 'in_flight'; readonly retryAfterSeconds: number }
  /** The key was used with another fingerprint. */
  | { readonly kind: 'reused' };

/** Not there, or not theirs: one answer for both. */
export type Absent = { readonly kind: 'absent' };
export type Stale = { readonly kind: 'stale'; readonly quicker?: Quicker };
/** Who changed it meanwhile, and what they did in one sentence. */
export type Quicker = { readonly by: string; readonly at: Instant; readonly sentence: string };
/** Not in the state it is in; `detail` says what would be possible. */
export type Impossible = { readonly kind: 'impossible'; readonly detail: string };
/** What the business rules say against it; `at` of a defect is a JSON pointer or a file path. */
export type Unacceptable = { readonly kind: 'unacceptable'; readonly errors: readonly Defect[] };
/** A legal entity that the actor may not act for. */
export type EntityForbidden = { readonly kind: 'entity_forbidden'; readonly legalEntity: string };
/** Nothing was done because something that is needed is away. */
export type Unavailable = { readonly kind: 'unavailable'; readonly retryAfterSeconds: number };

export type Found<Value> = { readonly kind: 'found'; readonly value: Value };

/** The filters of a list: its query without the paging. Absent filters are absent keys. */
export type FiltersOf<E extends { readonly query: TObject }> = Omit<
  Static<E['query']>,
  'page_size' | 'page_token'
>;

export type Invoices = {
  /**
   * Checks the invoice and accepts it durably: key, transaction, first deliveries, audit, outbox in
   * one database transaction. For XML the service reads the document, the customer and the legal
   * entity; `hints` are what the caller sent in Kontor-Legal-Entity and Kontor-Customer.
   */
  accept(call: IdempotentCall, document: InvoiceDocument): Promise<InvoiceOutcome>;
};

export type InvoiceDocument =
  | { readonly kind: 'json'; readonly invoice: CustomerInvoice }
  | {
      readonly kind: 'xml';
      readonly bytes: Uint8Array;
      readonly hints: { readonly legalEntity?: string; readonly customer?: string };
    };

export type InvoiceOutcome =
  | Done<Transaction>
  | KeyConflict
  /** Same legal entity and number, other key or channel: `transaction` holds it. */
  | { readonly kind: 'duplicate'; readonly transaction: TransactionId }
  /** One of the same number was deleted then, its term being over. */
  | { readonly kind: 'deleted'; readonly at: Instant }
  /** XML that cannot be read as XML. */
  | { readonly kind: 'malformed_xml'; readonly errors: readonly Defect[] }
  | Unacceptable
  | EntityForbidden
  | Unavailable;

export type Transactions = {
  list(
    call: Call,
    filters: FiltersOf<typeof listTransactions>,
    page: PageRequest,
  ): Promise<Page<Transaction>>;
  find(call: Call, id: TransactionId): Promise<Found<TransactionDetail> | Absent>;
  story(call: Call, id: TransactionId): Promise<Found<Story> | Absent>;
  messages(
    call: Call,
    id: TransactionId,
    page: PageRequest,
  ): Promise<Found<Page<TransactionMessage>> | Absent>;
  /**
   * Resolves when the transaction is done, refused or parked, or when `waitMs` is over or `signal`
   * fires (the caller went away), whichever is first, with the transaction as it then is. Undefined
   * when it is not there.
   */
  awaitOutcome(
    call: Call,
    id: TransactionId,
    limits: { readonly waitMs: number; readonly signal: AbortSignal },
  ): Promise<Transaction | undefined>;
};

export type Bank = {
  /**
   * Keeps the file durably and reads it as far as `waitMs` allows. `content.bytes` throws when the
   * connection breaks or the limit of the contract is passed: then nothing must be kept.
   */
  receiveFile(call: StreamedCall, content: FileContent): Promise<BankFileOutcome>;
  listFiles(
    call: Call,
    filters: FiltersOf<typeof listBankFiles>,
    page: PageRequest,
  ): Promise<Page<BankFile>>;
  findFile(call: Call, id: BankFileId): Promise<Found<BankFile> | Absent>;
  listStatements(
    call: Call,
    filters: FiltersOf<typeof listBankStatements>,
    page: PageRequest,
  ): Promise<Page<BankStatement>>;
  listEntries(
    call: Call,
    filters: FiltersOf<typeof listBankEntries>,
    page: PageRequest,
  ): Promise<Page<BankEntry>>;
};

export type FileContent = {
  /** What the sender calls it; the format is recognised by the content. */
  readonly contentType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How long the caller wants to wait for the booking; 0 with `Prefer: respond-async`. */
  readonly waitMs: number;
};

export type BankFileOutcome =
  /** `received`: kept, read later. `read`: booked, waiting or quarantined. */
  | (Done<BankFile> & { readonly progress: 'received' | 'read' })
  /** These bytes are here under another key. */
  | { readonly kind: 'known'; readonly result: BankFile }
  | KeyConflict
  /** Not a bank file at all: nothing of it is kept. */
  | Unacceptable
  | EntityForbidden
  /** As many are being read as may be at a time: nothing of it was read. */
  | { readonly kind: 'at_capacity'; readonly retryAfterSeconds: number };

export type Exceptions = {
  list(
    call: Call,
    filters: FiltersOf<typeof listExceptions>,
    page: PageRequest,
  ): Promise<Page<Exception>>;
  find(call: Call, id: ExceptionId): Promise<Found<Exception> | Absent>;
  /** The permission `approvals:decide` was checked; that it is another person is checked here. */
  resolve(
    call: IdempotentCall,
    resolution: Resolution & { readonly id: ExceptionId },
  ): Promise<ResolutionOutcome>;
  comment(
    call: IdempotentCall,
    comment: { readonly id: ExceptionId; readonly text: string },
  ): Promise<Done<Exception> | KeyConflict | Absent>;
  assign(call: Call, assignment: Assignment): Promise<AssignmentOutcome>;
};

/** `assignee` null: nobody works on it. */
export type Assignment = {
  readonly id: ExceptionId;
  readonly assignee: string | null;
  readonly version: number;
};

export type AssignmentOutcome =
  | Found<Exception>
  | Absent
  | Stale
  | AlreadyResolved
  /** Nobody of that name may decide about it. */
  | Unacceptable;

export type AlreadyResolved = { readonly kind: 'already_resolved'; readonly quicker?: Quicker };

export type ResolutionOutcome =
  | Done<Exception>
  | KeyConflict
  | Absent
  | Stale
  | Impossible
  | AlreadyResolved
  /** The decider is the one who started it. */
  | { readonly kind: 'own_work' };

export type Deliveries = {
  find(call: Call, id: DeliveryId): Promise<Found<Delivery> | Absent>;
  previewReplay(call: Call, id: DeliveryId): Promise<Found<ReplayPreview> | Absent>;
  replay(
    call: IdempotentCall,
    replay: { readonly id: DeliveryId; readonly reason: string; readonly version: number },
  ): Promise<
    Done<Delivery> | KeyConflict | Absent | Stale | Impossible | { readonly kind: 'own_work' }
  >;
};

export type Events = {
  /**
   * The events after a position of the feed, oldest first, in an order in which nothing is ever
   * inserted before a position that was given out. `next` is where to go on, also when nothing
   * came. With `waitMs` it waits for the first event, at most so long or until `signal` fires.
   */
  read(
    call: Call,
    request: {
      readonly after?: string;
      readonly types?: readonly EventType[];
      readonly limit: number;
      readonly waitMs: number;
      readonly signal: AbortSignal;
    },
  ): Promise<{ readonly events: readonly CloudEvent[]; readonly next: string }>;
};

export type Webhooks = {
  /** Subscriptions belong to `call.actor.application`; others do not see them. */
  create(
    call: IdempotentCall,
    subscription: NewWebhookSubscription,
  ): Promise<Done<WebhookSubscriptionWithSecret> | KeyConflict | Unacceptable | EntityForbidden>;
  list(call: Call, page: PageRequest): Promise<Page<WebhookSubscription>>;
  find(call: Call, id: SubscriptionId): Promise<Found<WebhookSubscription> | Absent>;
  remove(call: Call, id: SubscriptionId): Promise<{ readonly kind: 'removed' } | Absent>;
  rotateSecret(
    call: IdempotentCall,
    id: SubscriptionId,
  ): Promise<Done<WebhookSubscriptionWithSecret> | KeyConflict | Absent>;
  test(call: Call, id: SubscriptionId): Promise<Found<WebhookTest> | Absent>;
};

export type Companies = {
  list(call: Call): Promise<readonly LegalEntity[]>;
  listPeriods(call: Call, code: string): Promise<Found<readonly Period[]> | Absent>;
  /** `version` is the one that If-Match named; `stale` when it is not the present one. */
  putPeriod(
    call: Call,
    change: {
      readonly code: string;
      readonly period: string;
      readonly status: Period['status'];
      readonly version: number;
    },
  ): Promise<Found<Period> | Absent | Stale>;
};

export type Governance = {
  controlTotals(
    call: Call,
    filters: Static<(typeof getControlTotals)['query']>,
  ): Promise<ControlTotals>;
  listAuditEntries(
    call: Call,
    filters: FiltersOf<typeof listAuditEntries>,
    page: PageRequest,
  ): Promise<Page<AuditEntry>>;
};

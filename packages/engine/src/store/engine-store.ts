/**
 * What the engine needs of its store. Two implementations, memory and PostgreSQL, are held to one
 * suite (store-suite.ts). Every method is atomic: it happens as a whole or not at all.
 */

import type { Message, TransactionState } from '@kontor/process';
import type { ReservedLanes } from '../queue/priority.ts';
import type { CallRequest, ProbeClaim, ProbeRequest } from './calls.ts';
import type {
  DeliveryId,
  EventId,
  ExceptionId,
  Instant,
  Money,
  TransactionId,
} from '@kontor/kernel';

export type EngineStore = {
  /** Each start for itself: one that is refused leaves no trace and does not disturb the others. */
  acceptTransactions(starts: readonly NewTransaction[]): Promise<readonly AcceptOutcome[]>;
  /**
   * All of them or none. They come in groups, so that nobody holds them all; the groups are asked
   * for again when the store has to begin anew. No two starts share a key.
   */
  acceptTogether(groups: () => StartGroups): Promise<TogetherOutcome>;

  /**
   * Take lanes that have work ready, for `leaseMs`; see LeasedLane. Nothing of a connection that is
   * paused or stands by its calendar, and nothing whose head belongs to a paused process. At most
   * one lane whose holder fell silent, and only its first head.
   */
  leaseLanes(request: LeaseRequest): Promise<readonly LeasedLane[]>;
  /**
   * For a holder that is dead for sure, and not only silent: what it holds is ready in `inMs`.
   * That must be as long as what it sent last may be worked on without an answer. Answers how many
   * lanes it held.
   */
  endLeases(holder: Holder, inMs: number): Promise<number>;
  /** False when the lease was lost meanwhile. */
  renewLease(lease: Lease, leaseMs: number): Promise<boolean>;
  /**
   * Gives the next calls of a connection to whoever asks, so that all processes together keep its
   * rate: answers in how many milliseconds the first of them may be made.
   */
  takeCalls(request: CallRequest): Promise<number>;
  /** The system asked for silence: no process is leased anything of it for so long. */
  restConnection(connection: string, restMs: number): Promise<void>;
  /**
   * The right to see whether a system that did not answer is back, for one process at a time.
   * Undefined: another has it, or has just seen that it is not.
   */
  claimProbe(request: ProbeRequest): Promise<ProbeClaim | undefined>;
  /** Nobody is given it for `restMs`; without effect when the claim was lost. */
  endProbe(claim: ProbeClaim, restMs: number): Promise<void>;
  /**
   * Record what became of leased heads. All settlements of a lane are dropped, and answered with
   * false, when its lease was lost or the lane was given back: the token is compared in the
   * statement that writes. A settlement that is sent twice therefore counts once.
   */
  settle(settlements: readonly Settlement[]): Promise<readonly boolean[]>;

  /** What a person changes; `stale` when the transaction moved on since it was read. */
  changeTransaction(change: TransactionChange): Promise<'changed' | 'stale'>;
  /**
   * End a transaction of which nothing was sent. A delivery that waits leaves its lane, and those
   * behind it move up; whoever holds the lane, or held it without a word, is never contradicted.
   */
  cancelTransaction(cancellation: Cancellation): Promise<CancelOutcome>;
  readTransaction(transactionId: TransactionId): Promise<StoredTransaction | undefined>;
  /** The input as it was handed over and as it was corrected, oldest first. */
  readInputVersions(transactionId: TransactionId): Promise<readonly InputVersion[]>;
};

/** The first is what was handed over. */
export type InputVersion = {
  readonly version: number;
  readonly input: unknown;
  readonly at: Instant;
  /** Who corrected it and why; absent of the first. */
  readonly by?: Actor;
  readonly reason?: string;
};

/** Who acts: an application's client id, a person's subject, or `engine`. */
export type Actor = string;

export type NewTransaction = {
  readonly transaction: TransactionRecord;
  readonly progress: Progress;
  /** The caller's key, when it came through the API. */
  readonly idempotency?: {
    readonly operation: string;
    readonly key: string;
    readonly fingerprint: string;
    readonly reply: unknown;
  };
};

/** What never changes about a transaction. */
export type TransactionRecord = {
  readonly transactionId: TransactionId;
  readonly process: string;
  readonly processVersion: number;
  readonly legalEntity: string;
  readonly businessKey: string;
  readonly orderingKey: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly applicationId: string;
  readonly channel: 'api' | 'file' | 'engine';
  readonly acceptedAt: Instant;
  readonly number: string;
  readonly customer?: string;
  readonly partyName?: string;
  readonly amount?: Money;
  readonly input: unknown;
};

export type StoredTransaction = TransactionRecord & {
  readonly state: TransactionState;
  readonly version: number;
};

export type AcceptOutcome =
  | { readonly kind: 'accepted' }
  /** The same key and the same request: what was answered then. */
  | { readonly kind: 'replayed'; readonly transactionId: TransactionId; readonly reply: unknown }
  | { readonly kind: 'key_reused' }
  /** Another transaction holds the business key. */
  | { readonly kind: 'duplicate'; readonly transactionId: TransactionId }
  /** One that was deleted when its term was over held it: it is taken for ever. */
  | { readonly kind: 'deleted'; readonly at: Instant };

export type StartGroups = AsyncIterable<readonly NewTransaction[]>;

export type TogetherOutcome =
  /** In the order of the starts: each was accepted now, or replayed. */
  | { readonly kind: 'accepted'; readonly outcomes: readonly AcceptOutcome[] }
  /** Nothing was accepted. The others of these outcomes are what would have been. */
  | { readonly kind: 'refused'; readonly outcomes: readonly AcceptOutcome[] };

/** What one arrival changes: written as a whole, together with what caused it. */
export type Progress = {
  readonly state: TransactionState;
  readonly messages: readonly Message[];
  readonly deliveries: readonly NewDelivery[];
  readonly events: readonly NewEvent[];
  readonly exceptions: readonly NewException[];
  readonly audit: readonly NewAuditEntry[];
  /** The document was corrected: the new input, beside which the old ones are kept. */
  readonly correction?: InputCorrection;
};

export type InputCorrection = {
  readonly version: number;
  readonly input: unknown;
  readonly partyName?: string;
  readonly by: Actor;
  readonly reason: string;
};

export type NewDelivery = {
  readonly deliveryId: DeliveryId;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly connection: string;
  readonly orderingKey: string;
  readonly operation: string;
};

export type NewEvent = {
  readonly eventId: EventId;
  readonly type: string;
  readonly subject: string;
  readonly data: unknown;
};

export type NewException = {
  readonly exceptionId: ExceptionId;
  readonly kind: 'delivery' | 'approval' | 'receipt';
  readonly code: string;
  readonly text: string;
  readonly step: string;
  readonly permission: string;
  readonly deliveryId?: DeliveryId;
};

export type NewAuditEntry = {
  readonly actor: Actor;
  readonly action: string;
  readonly reason?: string;
  readonly detail?: unknown;
};

export type LeaseRequest = {
  readonly connection: string;
  readonly lanesMax: number;
  /** Heads of one lane handed out together, to be worked on one after another. */
  readonly headsMax: number;
  readonly leaseMs: number;
  /** Lanes that go first to a class that is not the highest; the others in order of class. */
  readonly reserved?: ReservedLanes;
  /**
   * Whether one lane may be among them that nobody gave back: see LeasedHead.deaths. Never more
   * than one, so that what ends its process is told from what was only in its hands.
   */
  readonly maySuspect?: boolean;
  /** Whose leases may be ended early when it is known to be dead. */
  readonly holder?: Holder;
};

/** A process that leases lanes: a UUID, so that no two were ever the same. */
export type Holder = string;

export type Lease = {
  readonly laneId: string;
  readonly orderingKey: string;
  /**
   * Rises with every lease and when a lane is given back. It is odd while a lane is leased and even
   * when it was given back, so the next lease sees whether the last holder died without a word.
   */
  readonly token: bigint;
  /**
   * Up to here something may have left before this lease: giving the lane back must not forget it.
   */
  readonly sentBefore: bigint;
};

/** A lane in our hands until the lease ends, with its first deliveries in order. */
export type LeasedLane = Lease & {
  readonly connection: string;
  /** When the next window of the calendar begins: from then on nothing of it may be sent. */
  readonly standsInMs?: number;
  readonly heads: readonly LeasedHead[];
};

export type LeasedHead = {
  readonly deliveryId: DeliveryId;
  readonly position: bigint;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly operation: string;
  readonly attempts: number;
  readonly lookUps: number;
  readonly strikes: number;
  /**
   * Whether it may have left us before: its last outcome was unknown, or a worker that held it
   * never said what became of it.
   */
  readonly isInDoubt: boolean;
  /**
   * How long ago it last left, by the store's clock, for clocks of workers differ. Absent when
   * nobody knows: a worker that held it died without a word, perhaps just after sending.
   */
  readonly sinceSentMs?: number;
  /**
   * How often in a row whoever held its lane fell silent with it at the head: it may end whoever
   * works on it. Such a head is leased without those behind it.
   */
  readonly deaths: number;
  readonly subject:
    | { readonly kind: 'transaction'; readonly transaction: StoredTransaction }
    | { readonly kind: 'event'; readonly eventId: EventId };
};

export type Settlement = {
  readonly lease: Lease;
  readonly head: Pick<LeasedHead, 'deliveryId' | 'position' | 'attempts'>;
  /** Absent for webhooks, which have no transaction. */
  readonly transaction?: StoredTransaction;
  readonly attempts: readonly Attempt[];
  readonly result: SettlementResult;
};

export type SettlementResult =
  | {
      readonly kind: 'finished';
      readonly status: 'confirmed' | 'rejected' | 'abandoned';
      readonly externalReference?: string;
      readonly detail?: string;
      readonly progress?: Progress;
      /** Whether the lane is given back with this head, for it was the last that was leased. */
      readonly isLast: boolean;
    }
  /** It stays the head and the lane is given back, to be ready in `dueInMs`. */
  | {
      readonly kind: 'again';
      readonly isInDoubt: boolean;
      readonly dueInMs: number;
      readonly lookUps: number;
      readonly strikes: number;
      readonly detail: string;
      /** It may have left just now: the time of sending is noted, by the store's clock. */
      readonly wasSent?: boolean;
    }
  /** A person is needed. `hold` keeps the lane behind it, `pass` lets the others go on. */
  | {
      readonly kind: 'parked';
      readonly policy: 'hold' | 'pass';
      readonly isInDoubt: boolean;
      readonly detail: string;
      readonly progress?: Progress;
    }
  /** Not tried: the lane is given back as it was. */
  | {
      readonly kind: 'untouched';
      /** It may have left at a time that died with its holder: noted as now, at the latest. */
      readonly wasSent?: boolean;
    };

/** One time that a system was asked. */
export type Attempt = {
  readonly kind: 'submit' | 'look_up';
  readonly outcome: string;
  readonly detail?: string;
  /** Requests and replies, masked. */
  readonly exchanges: readonly unknown[];
  readonly startedAt: Instant;
  readonly durationMs: number;
};

export type TransactionChange = {
  readonly transactionId: TransactionId;
  readonly expectedVersion: number;
  readonly progress: Progress;
  readonly resolves?: ExceptionResolution;
  /**
   * The parked delivery: `retry` asks the system first, `resend` sends it again on a person's word
   * that it did not happen, `abandon` gives it up, `confirm` records that it is done. `correct`
   * sends the corrected document in its place, never where the last outcome is unknown.
   */
  readonly delivery?: {
    readonly deliveryId: DeliveryId;
    readonly kind: 'retry' | 'resend' | 'correct' | 'abandon' | 'confirm';
    readonly externalReference?: string;
  };
};

export type Cancellation = Omit<TransactionChange, 'delivery'> & {
  /** The one that waits, or the parked one; absent while a person is asked before the first. */
  readonly delivery?: { readonly deliveryId: DeliveryId; readonly kind: 'withdraw' | 'abandon' };
};

export type CancelOutcome =
  | 'cancelled'
  | 'stale'
  /** A worker holds it at this moment, and may be sending it. */
  | 'being_sent'
  /** It was handed out before, and nobody said what became of it. */
  | 'in_doubt';

export type ExceptionResolution = {
  readonly exceptionId: ExceptionId;
  /** Of the event that tells of it. */
  readonly eventId: EventId;
  readonly expectedVersion: number;
  readonly resolution: string;
  readonly by: Actor;
  readonly reason: string;
};

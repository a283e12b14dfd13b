/** What the memory store holds. Open to tests and simulations, which check it against the law. */

import type { Instant, TransactionId } from '@kontor/kernel';
import type { Message } from '@kontor/process';
import type {
  Attempt,
  Holder,
  InputVersion,
  NewAuditEntry,
  NewDelivery,
  NewEvent,
  NewException,
  StoredTransaction,
} from '../engine-store.ts';
import { noDrainControl, type DrainControl } from '../drain-control.ts';

export type MemoryBooks = {
  readonly transactions: Map<TransactionId, StoredTransaction>;
  readonly messages: { readonly transactionId: TransactionId; readonly message: Message }[];
  readonly lanes: Map<string, MemoryLane>;
  readonly deliveries: Map<string, MemoryDelivery>;
  readonly outbox: { readonly transactionId: TransactionId; readonly event: NewEvent }[];
  readonly exceptions: Map<string, MemoryException>;
  readonly audit: { readonly transactionId: TransactionId; readonly entry: NewAuditEntry }[];
  readonly keys: Map<string, KnownKey>;
  /** Of transactions that were corrected. */
  readonly inputs: Map<TransactionId, readonly InputVersion[]>;
  readonly drain: DrainControl;
  /** By connection: what was given out of its rate, until when it rests, and who probes it. */
  readonly calls: Map<string, GivenCalls>;
};

export type GivenCalls = {
  readonly givenUntilMs: number;
  readonly restsUntil?: Instant;
  readonly probedUntilMs?: number;
  readonly probeToken?: bigint;
};

export type KnownKey = {
  readonly fingerprint: string;
  readonly transactionId: TransactionId;
  readonly reply: unknown;
};

export type MemoryLane = {
  readonly laneId: string;
  readonly connection: string;
  readonly orderingKey: string;
  tail: bigint;
  head: bigint;
  /** Up to here something may have left. */
  sent: bigint;
  readyAt: Instant;
  token: bigint;
  /** Of the last lease; told only of holders that said who they are. */
  holder?: { readonly name: Holder; readonly token: bigint };
  /** In a row, with the same head. */
  deaths: number;
  heldReason: string | undefined;
};

export type MemoryDelivery = NewDelivery & {
  readonly laneId: string;
  readonly transactionId: TransactionId;
  readonly attempts: Attempt[];
  position: bigint;
  status: 'waiting' | 'in_doubt' | 'confirmed' | 'rejected' | 'parked' | 'abandoned';
  lookUps: number;
  strikes: number;
  lastSentAt?: Instant;
  externalReference?: string;
};

export type MemoryException = NewException & {
  readonly transactionId: TransactionId;
  isOpen: boolean;
  version: number;
};

export function emptyBooks(): MemoryBooks {
  return {
    transactions: new Map(),
    messages: [],
    lanes: new Map(),
    deliveries: new Map(),
    outbox: [],
    exceptions: new Map(),
    audit: [],
    keys: new Map(),
    inputs: new Map(),
    drain: noDrainControl(),
    calls: new Map(),
  };
}

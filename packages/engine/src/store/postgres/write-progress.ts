/**
 * Write what arrivals changed: messages, deliveries into their lanes, events into the outbox,
 * exceptions and audit entries. Runs inside the caller's database transaction, one statement for
 * each kind, however many transactions are in the batch.
 */

import type { Queryable } from '@kontor/postgres';
import type { Progress, TransactionRecord } from '../engine-store.ts';
import { appendMessages } from './append-messages.ts';
import { enqueueDeliveries } from './enqueue-deliveries.ts';
import { openExceptions } from './open-exceptions.ts';
import { writeAudit } from './write-audit.ts';
import { writeOutbox } from './write-outbox.ts';

export type ProgressOf = {
  readonly transaction: Pick<
    TransactionRecord,
    | 'transactionId'
    | 'process'
    | 'legalEntity'
    | 'orderingKey'
    | 'correlationId'
    | 'traceparent'
    | 'amount'
  >;
  readonly progress: Progress;
  /** Place in the transaction's stream, from 1. */
  readonly position: number;
};

export async function writeProgress(db: Queryable, batch: readonly ProgressOf[]): Promise<void> {
  // None waits for another's answer, so they travel together.
  await Promise.all([writeRecords(db, batch), enqueueDeliveries(db, batch)]);
}

/** All but the deliveries: only these lock rows that others wait for. */
export async function writeRecords(db: Queryable, batch: readonly ProgressOf[]): Promise<void> {
  if (batch.length === 0) return;
  await Promise.all([
    appendMessages(db, batch),
    writeOutbox(db, batch),
    openExceptions(db, batch),
    writeAudit(db, batch),
  ]);
}

/**
 * Accept a batch of payments: checked against master data, then durable in one database transaction
 * with its transfers, so that the bank's reports find them from the first moment on. Batches come a
 * few a day: unlike invoices they share no commit.
 */

import type { PaymentBatch } from '@kontor/canon';
import type { Transaction } from '@kontor/contracts';
import {
  acceptInside,
  checkInput,
  despiteKeyRaces,
  prepareTransaction,
  type NewTransaction,
  type Runtime,
} from '@kontor/engine';
import { effectReference, type ProcessDefinition } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { present, type TransactionId } from '@kontor/kernel';
import { registerPaymentBatch } from '@kontor/reconciliation';
import type pg from 'pg';
import type { PaymentBatchOutcome } from '../../gateway/payments-services.ts';
import type { IdempotentCall } from '../../gateway/services.ts';
import type { OnRepeat } from '../governance/prevented-in.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { toAcceptedTransaction } from '../invoices/to-accepted-transaction.ts';

export type PaymentDesk = {
  readonly pool: pg.Pool;
  readonly definition: ProcessDefinition;
  readonly runtime: Runtime;
  /** Deliveries were written to these connections. */
  readonly wake: (connections: Iterable<string>) => void;
  /** Something did not happen twice. Never throws: the caller is answered either way. */
  readonly onRepeat: OnRepeat;
};

export async function acceptBatch(
  desk: PaymentDesk,
  call: IdempotentCall,
  batch: PaymentBatch,
): Promise<PaymentBatchOutcome> {
  const { definition, runtime, pool, wake, onRepeat } = desk;
  const errors = checkInput({ definition, input: batch }, runtime);
  if (errors.length > 0) return { kind: 'unacceptable', errors };
  const start = prepareTransaction(
    {
      definition,
      input: batch,
      applicationId: call.actor.application,
      actor: call.actor.subject,
      channel: 'api',
      correlationId: call.correlationId,
      traceparent: call.traceparent,
    },
    runtime,
  );
  // Another key may hand over the same number in the same moment.
  const outcome = await despiteKeyRaces(() =>
    withIdempotency<Transaction, Duplicate>(pool, call, (db) => write(db, start, batch)),
  );
  const { legalEntity } = batch;
  const about = (id: string) => ({ legalEntity, subject: { kind: 'transaction', id } }) as const;
  if (outcome.kind === 'accepted') {
    wake(start.progress.deliveries.map(({ connection }) => connection));
  }
  if (outcome.kind === 'replayed') {
    await onRepeat({ kind: 'same_key', ...about(outcome.result.id) });
  }
  if (outcome.kind === 'duplicate') {
    await onRepeat({ kind: 'same_document', ...about(outcome.transaction) });
  }
  return outcome;
}

type Duplicate = { readonly kind: 'duplicate'; readonly transaction: TransactionId };

async function write(
  db: Queryable,
  start: Pick<NewTransaction, 'transaction' | 'progress'>,
  batch: PaymentBatch,
): Promise<Worked<Transaction> | Duplicate> {
  const [answer] = await acceptInside(db, [start]);
  const [, outcome] = present(answer, 'what was handed over is answered');
  if (outcome.kind === 'duplicate') {
    return { kind: 'duplicate', transaction: outcome.transactionId };
  }
  const { transactionId } = start.transaction;
  const messageId = effectReference(transactionId, 'send');
  await registerPaymentBatch(db, { transactionId, messageId, batch });
  return { kind: 'done', result: toAcceptedTransaction(start.transaction, start.progress) };
}

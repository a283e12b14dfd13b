/** What the bank is asked for, and what the world is told. */

import type { PaymentBatch, PaymentBatchSending } from '@kontor/canon';
import { instantOfId } from '@kontor/kernel';
import type { Context } from '@kontor/process';
import { batchTotal } from './batch-total.ts';
import { executionDayOf } from './execution-day.ts';

type BatchContext = Context<PaymentBatch>;

/** Twenty characters that never change: a repeat is the same message, and the bank says so. */
export function messageIdOf({ referenceOf }: Pick<BatchContext, 'referenceOf'>): string {
  return referenceOf('send');
}

export function toPaymentBatchSending(context: BatchContext): PaymentBatchSending {
  const { input, enriched, referenceOf, transactionId } = context;
  return {
    ...input,
    reference: referenceOf('send'),
    messageId: messageIdOf(context),
    createdAt: instantOfId(transactionId),
    executionDay: executionDayOf(enriched),
  };
}

export function toTransfersSent(context: BatchContext) {
  const { input, enriched } = context;
  return {
    ...batchFacts(context),
    executionDay: executionDayOf(enriched),
    transfers: input.transfers.length,
    messageId: messageIdOf(context),
  };
}

export function toTransfersRefused(context: BatchContext) {
  const { input, ending } = context;
  return {
    ...batchFacts(context),
    executionDay: input.executionDay,
    transfers: input.transfers.length,
    explanation: ending?.text ?? 'It was refused.',
  };
}

function batchFacts({ transactionId, input }: BatchContext) {
  const { legalEntity, number, currency } = input;
  return {
    transaction: transactionId,
    legalEntity,
    number,
    total: { amount: batchTotal(input), currency },
  };
}

/**
 * Send a payment batch: hand a batch of credit transfers to the bank once, after a second person
 * agreed.
 *
 *   accepted ─▶ limit ─▶ (above it, or none: release by another person) ─▶ day ─▶ send ─▶ told
 *                                     │ declined                                   │ refused
 *                                     ▼                                            ▼
 *                                  refused                                      refused
 *
 * The law: the bank has the batch exactly as it was approved and at most once, or nothing of it.
 * What the bank makes of each transfer is told by its reports, long after this process ended
 * (packages/reconciliation/src/payments).
 */

import { PaymentBatch } from '@kontor/canon';
import { approve, defineProcess, deliver, enrich, publish } from '@kontor/process';
import { accountsWellFormed } from './checks/accounts-well-formed.ts';
import { debtorIsOurs } from './checks/debtor-is-ours.ts';
import { executionDayPossible } from './checks/execution-day-possible.ts';
import { fitsSepa } from './checks/fits-sepa.ts';
import { transfersAddUp } from './checks/transfers-add-up.ts';
import { executionDay } from './execution-day.ts';
import { releaseLimit, releaseOf } from './release-limit.ts';
import { releaseQuestion } from './release-question.ts';
import { batchTotal } from './batch-total.ts';
import { toPaymentBatchSending, toTransfersRefused, toTransfersSent } from './to-operations.ts';

export const sendPaymentBatch = defineProcess<PaymentBatch>({
  name: 'send-payment-batch',
  version: 1,
  title: 'Send payment batch',
  about: {
    description:
      'Hands a batch of credit transfers to the bank of its legal entity, once, after a second ' +
      'person agreed. What the bank makes of each transfer is told by its status reports.',
    owner: 'Treasury',
    // No service level: it would run while a person has to decide, which is nobody's promise.
    steps: {
      limit: 'Compares the total with the company’s limit of payments without a second person.',
      release: 'Asks a second person whether the bank may have it.',
      day: 'Takes the ordered day, or the next banking day when that has passed meanwhile.',
      send: 'Hands the batch to the bank.',
      sent: 'Tells that the bank has it.',
    },
  },
  input: PaymentBatch,
  summary: (batch) => ({
    legalEntity: batch.legalEntity,
    number: batch.number,
    amount: { amount: batchTotal(batch), currency: batch.currency },
  }),
  // What leaves one account leaves it in the order in which it was ordered.
  orderBy: (batch) => `${batch.legalEntity}/${batch.debtor.iban}`,
  businessKey: (batch) => [batch.legalEntity, batch.number],
  checks: [debtorIsOurs, fitsSepa, executionDayPossible, transfersAddUp, accountsWellFormed],
  steps: [
    enrich('limit', releaseLimit),
    approve('release', {
      when: ({ enriched }) => releaseOf(enriched).needsApproval,
      by: 'approvals:decide',
      question: releaseQuestion,
    }),
    // After the approval, which may take days.
    enrich('day', executionDay),
    deliver('send', {
      title: 'handed to the bank',
      to: 'bank',
      operation: 'paymentBatch.send',
      input: toPaymentBatchSending,
      undo: { none: 'The bank has the order: it is recalled with the bank, not here.' },
    }),
    publish('sent', { type: 'kontor.transfers.sent.v1', data: toTransfersSent }),
  ],
  // A batch in doubt is no reason to hold the next one: each is an order of its own.
  onParked: 'pass',
  refused: {
    kind: 'publish',
    name: 'refused',
    type: 'kontor.transfers.refused.v1',
    data: toTransfersRefused,
  },
});

/** A transaction as its sender first sees it; kept, and answered again to every retry. */

import type { Transaction } from '@kontor/contracts';
import type { NewTransaction } from '@kontor/engine';
import { toDecimal } from '@kontor/kernel';

export function toAcceptedTransaction(
  transaction: NewTransaction['transaction'],
  progress: NewTransaction['progress'],
): Transaction {
  return {
    id: transaction.transactionId,
    process: transaction.process,
    processVersion: transaction.processVersion,
    legalEntity: transaction.legalEntity,
    businessKey: transaction.businessKey.split('\u001f'),
    status: progress.state.status,
    number: transaction.number,
    ...(transaction.customer !== undefined && { customer: transaction.customer }),
    ...(transaction.amount && {
      value: { amount: toDecimal(transaction.amount), currency: transaction.amount.currency },
    }),
    application: transaction.applicationId,
    correlationId: transaction.correlationId,
    acceptedAt: transaction.acceptedAt,
    exceptions: progress.exceptions.map(({ exceptionId }) => exceptionId),
  };
}

import type { TransactionId } from '@kontor/kernel';
import type { Evidence } from './evidence.ts';

/** Nothing acknowledged is lost, and who repeats a request is not told of somebody else's. */
export function checkAcknowledged({ books, callers, history }: Evidence): void {
  for (const { key, document, answer } of callers) {
    const told = answer();
    if (!told) continue;
    const stored = books.transactions.get(told.transactionId as TransactionId);
    if (!stored) {
      history.violated('nothing acknowledged is lost', `${key} was told ${told.transactionId}`);
    } else if (stored.number !== document.number || stored.process !== document.process) {
      history.violated('nothing acknowledged is lost', `${key} was told of ${stored.number}`);
    } else if ((told.kind === 'accepted') !== (stored.correlationId === key)) {
      history.violated('the same key, the same answer', `${key} was told ${told.kind}`);
    }
  }
}

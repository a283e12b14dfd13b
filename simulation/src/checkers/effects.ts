/**
 * What the ledgers hold is what the transactions believe: a confirmed step is booked and not
 * undone, any other is not booked or booked and undone. Doubling is caught when it happens; what a
 * system doubled by its own fault is its own.
 */

import { effectReference } from '@kontor/process';
import type { Document } from '../documents/document.ts';
import type { Evidence } from './evidence.ts';

export function checkEffects({ books, systems, catalogue, history }: Evidence): void {
  const booked = new Map<string, string>();
  for (const { bookings } of systems.values()) {
    for (const { request } of bookings) booked.set(request.reference, request.memo);
  }
  for (const transaction of books.transactions.values()) {
    const { transactionId, process, processVersion, state } = transaction;
    const { memo } = transaction.input as Document;
    for (const step of catalogue.find(process, processVersion).steps) {
      if (step.kind !== 'deliver') continue;
      const bookedMemo = booked.get(effectReference(transactionId, step.name));
      const isBooked = bookedMemo !== undefined;
      const isUndone = booked.has(effectReference(transactionId, `${step.name}/undo`));
      const isBelieved = step.name in state.confirmed;
      const isCurrent = !isBelieved || bookedMemo === memo;
      if (isBelieved === (isBooked && !isUndone) && isCurrent) continue;
      const detail = `${step.name} of ${transactionId} ${state.status}`;
      const facts = `believed ${isBelieved} ${memo}, booked ${bookedMemo}, undone ${isUndone}`;
      history.violated('ledgers and transactions agree', `${detail}: ${facts}`);
    }
  }
}

/**
 * What the ledgers hold is what the transactions believe: a confirmed step is booked and not
 * undone, any other is not booked or booked and undone. Doubling is caught when it happens; what a
 * system doubled by its own fault is its own.
 */

import { effectReference } from '@kontor/process';
import type { Evidence } from './evidence.ts';

export function checkEffects({ books, systems, catalogue, history }: Evidence): void {
  const booked = new Set<string>();
  for (const { bookings } of systems.values()) {
    for (const { request } of bookings) booked.add(request.reference);
  }
  for (const { transactionId, process, processVersion, state } of books.transactions.values()) {
    for (const step of catalogue.find(process, processVersion).steps) {
      if (step.kind !== 'deliver') continue;
      const isBooked = booked.has(effectReference(transactionId, step.name));
      const isUndone = booked.has(effectReference(transactionId, `${step.name}/undo`));
      const isBelieved = step.name in state.confirmed;
      if (isBelieved === (isBooked && !isUndone)) continue;
      const detail = `${step.name} of ${transactionId} ${state.status}`;
      const facts = `believed ${isBelieved}, booked ${isBooked}, undone ${isUndone}`;
      history.violated('ledgers and transactions agree', `${detail}: ${facts}`);
    }
  }
}

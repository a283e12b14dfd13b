/**
 * What was cancelled was never sent: no system has anything of it, whatever a late request did. And
 * it is told once.
 */

import { CANCELLED } from '@kontor/process';
import type { Evidence } from './evidence.ts';

export function checkCancelled({ books, systems, history }: Evidence): void {
  const cancelled = new Set<string>();
  for (const { transactionId, state } of books.transactions.values()) {
    if (state.ending?.code === CANCELLED) cancelled.add(transactionId);
  }
  for (const [connection, { bookings }] of systems) {
    for (const { request } of bookings) {
      if (!cancelled.has(request.transactionId)) continue;
      history.violated(NAME, `${connection} has ${request.step} of ${request.transactionId}`);
    }
  }
  const told = books.outbox
    .filter(({ event }) => event.type === 'kontor.transaction.cancelled.v1')
    .map(({ transactionId }) => transactionId);
  if (told.length !== cancelled.size || told.some((id) => !cancelled.has(id))) {
    history.violated(NAME, `${cancelled.size} were cancelled, ${told.length} are told`);
  }
}

const NAME = 'what was cancelled was not sent';

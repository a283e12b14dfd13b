/**
 * The trail has one entry for every change of a transaction, and one for every effect: who reads it
 * alone knows what happened.
 */

import type { Evidence } from './evidence.ts';

export function checkAudit({ books, systems, history }: Evidence): void {
  const entries = Map.groupBy(books.audit, ({ transactionId }) => transactionId);
  for (const { transactionId, version } of books.transactions.values()) {
    const written = entries.get(transactionId)?.length ?? 0;
    if (written === version) continue;
    history.violated(NAME, `${transactionId} changed ${version} times, ${written} are written`);
  }
  const told = new Set(books.audit.map(({ transactionId, entry }) => toKey(transactionId, entry)));
  for (const { bookings } of systems.values()) {
    for (const { request } of bookings) {
      const { transactionId, step, direction } = request;
      const action = direction === 'forward' ? 'transaction.delivered' : 'transaction.undone';
      if (told.has(`${transactionId} ${action} ${step}`)) continue;
      history.violated(NAME, `${step} ${direction} of ${transactionId} is in no entry`);
    }
  }
}

function toKey(transactionId: string, entry: { action: string; detail?: unknown }): string {
  const { step } = (entry.detail ?? {}) as { readonly step?: string };
  return `${transactionId} ${entry.action} ${step}`;
}

const NAME = 'an audit entry for every effect';

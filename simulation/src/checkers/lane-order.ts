/**
 * Effects of one lane happened in the order of the lane. A delivery that a person was asked about
 * may stand elsewhere: where parked ones let the others pass, it is left out.
 */

import { effectReference } from '@kontor/process';
import type { Evidence } from './evidence.ts';

export function checkLaneOrder({ books, systems, catalogue, history, everParked }: Evidence): void {
  const places = new Map<string, { readonly laneId: string; readonly position: bigint }>();
  for (const delivery of books.deliveries.values()) {
    const { transactionId, step, direction, laneId, position, deliveryId } = delivery;
    const transaction = books.transactions.get(transactionId);
    if (!transaction) continue;
    const { onParked } = catalogue.find(transaction.process, transaction.processVersion);
    const name = direction === 'forward' ? step : `${step}/undo`;
    const reference = effectReference(transactionId, name);
    // The last delivery of a step counts: the one before it was refused, and had no effect.
    if (onParked === 'pass' && everParked.has(deliveryId)) places.delete(reference);
    else places.set(reference, { laneId, position });
  }
  const last = new Map<string, bigint>();
  for (const { connection, bookings } of systems.values()) {
    for (const { request, cause } of bookings) {
      const place = places.get(request.reference);
      if (!place || cause !== 'us') continue;
      const before = last.get(place.laneId) ?? 0n;
      if (place.position < before) {
        const detail = `${request.reference} at ${place.position} came after ${before}`;
        history.violated('order per lane', `${connection}, lane ${place.laneId}: ${detail}`);
      }
      last.set(place.laneId, place.position > before ? place.position : before);
    }
  }
}

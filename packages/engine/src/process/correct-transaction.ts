/**
 * What a correction changes, as one change for the store. A delivery that stopped is sent anew in
 * its own place, if nothing else has to come first; where a second person is asked about the
 * corrected document, it is given up, and a new one stands at the tail once they agreed.
 */

import type { DeliveryId } from '@kontor/kernel';
import type { Input as Arrival } from '@kontor/process';
import type { TransactionChange } from '../store/engine-store.ts';
import { runArrival, type Run, type Runtime } from './run-arrival.ts';

export type Correction = Omit<Run, 'arrival' | 'deliveryId'> & {
  readonly arrival: Extract<Arrival, { type: 'Corrected' }>;
  /** Of the transaction, as it was read. */
  readonly expectedVersion: number;
  /** The delivery that stopped, when the document was not refused but parked. */
  readonly parked?: DeliveryId;
};

/** Undefined when it does not belong to the state that the transaction is in. */
export function correctTransaction(
  correction: Correction,
  runtime: Runtime,
): TransactionChange | undefined {
  const { transaction, expectedVersion, parked, definition, state } = correction;
  const progress = runArrival(correction, runtime);
  if (!progress) return undefined;
  const change = { transactionId: transaction.transactionId, expectedVersion };
  if (parked === undefined) return { ...change, progress };
  const step = definition.steps[state.at]?.name;
  const others = progress.deliveries.filter((delivery) => delivery.step !== step);
  if (others.length === progress.deliveries.length) {
    return { ...change, progress, delivery: { deliveryId: parked, kind: 'abandon' } };
  }
  return {
    ...change,
    progress: { ...progress, deliveries: others },
    delivery: { deliveryId: parked, kind: 'correct' },
  };
}

/** Starts the process that applies a payment, inside the database transaction of its match. */

import {
  acceptInside,
  prepareTransaction,
  type ProcessCatalogue,
  type Runtime,
} from '@kontor/engine';
import { assert } from '@kontor/kernel';
import type { StartProcess } from '@kontor/reconciliation';

export function startPayment(catalogue: ProcessCatalogue, runtime: Runtime): StartProcess {
  return async (db, start) => {
    const prepared = prepareTransaction(
      {
        definition: catalogue.latest(start.process),
        input: start.input,
        applicationId: 'kontor',
        actor: start.actor,
        channel: start.channel,
        correlationId: start.correlationId,
      },
      runtime,
    );
    const [answer] = await acceptInside(db, [prepared]);
    assert(answer?.[1].kind === 'accepted', 'a match starts one payment');
    return prepared.transaction.transactionId;
  };
}

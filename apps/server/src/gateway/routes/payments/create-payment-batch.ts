/** Accepts a batch of payments; it waits for its release, so nobody waits for its outcome here. */

import { createPaymentBatch } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const createPaymentBatchRoute = route(
  createPaymentBatch,
  async ({ body, call }, { payments }: Pick<Services, 'payments'>) => {
    if (!call.actor.legalEntities.has(body.value.legalEntity)) {
      return { problem: 'legal_entity_forbidden' };
    }
    const outcome = await payments.accept(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(202, outcome.result, {
          location: locationOf(outcome.result.id),
          ...replayHeader(outcome),
        });
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'duplicate':
        return {
          problem: 'duplicate_business_key',
          headers: { location: locationOf(outcome.transaction) },
        };
      case 'unacceptable':
        return { problem: 'unacceptable_payment_batch', errors: outcome.errors };
      default:
        return unreachable(outcome);
    }
  },
);

function locationOf(id: string): string {
  return `/v1/payment-batches/${id}`;
}

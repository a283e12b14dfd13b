/** Sends a delivery once more, under its own reference. */

import { replayDelivery } from '@kontor/contracts';
import { unreachable, type DeliveryId } from '@kontor/kernel';
import { answerKeyConflict, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const replayDeliveryRoute = route(
  replayDelivery,
  async ({ params, body, call }, { deliveries }: Pick<Services, 'deliveries'>) => {
    const id = params.deliveryId as DeliveryId;
    const outcome = await deliveries.replay(call, { id, ...body.value });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed': {
        const headers = { location: `/v1/deliveries/${id}`, ...replayHeader(outcome) };
        return reply(202, outcome.result, headers);
      }
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      case 'stale':
        return { problem: 'version_conflict' };
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      case 'own_work':
        return { problem: 'four_eyes_required' };
      default:
        return unreachable(outcome);
    }
  },
);

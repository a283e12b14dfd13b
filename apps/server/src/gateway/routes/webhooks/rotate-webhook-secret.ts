/** Gives a subscription a new secret; the old one goes on for a while. */

import { rotateWebhookSecret } from '@kontor/contracts';
import { unreachable, type SubscriptionId } from '@kontor/kernel';
import { answerKeyConflict, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const rotateWebhookSecretRoute = route(
  rotateWebhookSecret,
  async ({ params, call }, { webhooks }: Pick<Services, 'webhooks'>) => {
    const outcome = await webhooks.rotateSecret(call, params.subscriptionId as SubscriptionId);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(200, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      default:
        return unreachable(outcome);
    }
  },
);

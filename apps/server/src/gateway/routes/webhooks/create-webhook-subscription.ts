/** Subscribes the application to events. */

import { createWebhookSubscription } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const createWebhookSubscriptionRoute = route(
  createWebhookSubscription,
  async ({ body, call }, { webhooks }: Pick<Services, 'webhooks'>) => {
    const { legalEntities = [] } = body.value;
    if (!legalEntities.every((code) => call.actor.legalEntities.has(code))) {
      return { problem: 'legal_entity_forbidden' };
    }
    const outcome = await webhooks.create(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed': {
        const location = `/v1/webhook-subscriptions/${outcome.result.id}`;
        const headers = { location, ...replayHeader(outcome) };
        return reply(201, outcome.result, headers);
      }
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'unacceptable':
        return { problem: 'unacceptable_webhook_url', errors: outcome.errors };
      case 'entity_forbidden':
        return { problem: 'legal_entity_forbidden' };
      default:
        return unreachable(outcome);
    }
  },
);

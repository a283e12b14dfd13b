/** One subscription with the health of its delivery. */

import { getWebhookSubscription } from '@kontor/contracts';
import type { SubscriptionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getWebhookSubscriptionRoute = route(
  getWebhookSubscription,
  async ({ params, call }, { webhooks }: Pick<Services, 'webhooks'>) =>
    answerFound(await webhooks.find(call, params.subscriptionId as SubscriptionId)),
);

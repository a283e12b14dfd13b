/** Posts one test event now. */

import { testWebhookSubscription } from '@kontor/contracts';
import type { SubscriptionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const testWebhookSubscriptionRoute = route(
  testWebhookSubscription,
  async ({ params, call }, { webhooks }: Pick<Services, 'webhooks'>) =>
    answerFound(await webhooks.test(call, params.subscriptionId as SubscriptionId)),
);

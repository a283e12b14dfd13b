/** Ends a subscription. */

import { deleteWebhookSubscription } from '@kontor/contracts';
import type { SubscriptionId } from '@kontor/kernel';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const deleteWebhookSubscriptionRoute = route(
  deleteWebhookSubscription,
  async ({ params, call }, { webhooks }: Pick<Services, 'webhooks'>) => {
    const outcome = await webhooks.remove(call, params.subscriptionId as SubscriptionId);
    return outcome.kind === 'removed' ? reply(204, undefined) : notFound();
  },
);

/** The subscriptions of the application. */

import { listWebhookSubscriptions } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listWebhookSubscriptionsRoute = route(
  listWebhookSubscriptions,
  async ({ call, paging }, { webhooks }: Pick<Services, 'webhooks'>) =>
    paging.answer(await webhooks.list(call, paging.page)),
);

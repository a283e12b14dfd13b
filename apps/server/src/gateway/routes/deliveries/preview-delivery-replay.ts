/** What a replay would do. */

import { previewDeliveryReplay } from '@kontor/contracts';
import type { DeliveryId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const previewDeliveryReplayRoute = route(
  previewDeliveryReplay,
  async ({ params, call }, { deliveries }: Pick<Services, 'deliveries'>) =>
    answerFound(await deliveries.previewReplay(call, params.deliveryId as DeliveryId)),
);

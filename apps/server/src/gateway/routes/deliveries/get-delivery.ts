/** One delivery with its attempts, masked. */

import { getDelivery } from '@kontor/contracts';
import type { DeliveryId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getDeliveryRoute = route(
  getDelivery,
  async ({ params, call }, { deliveries }: Pick<Services, 'deliveries'>) =>
    answerFound(await deliveries.find(call, params.deliveryId as DeliveryId)),
);

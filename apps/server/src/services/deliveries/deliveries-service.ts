/** Deliveries as people look into them: attempt by attempt, and what sending again would do. */

import type { Deliveries } from '../../gateway/services.ts';
import type { ExceptionsOptions } from '../exceptions/exceptions-service.ts';
import { findDelivery } from './find-delivery.ts';
import { previewReplay } from './preview-replay.ts';
import { replayDelivery } from './replay-delivery.ts';

/** A replay is a decision about an exception, so it needs what such decisions need. */
export type DeliveriesOptions = ExceptionsOptions;

export function deliveriesService(options: DeliveriesOptions): Deliveries {
  return {
    find: (call, id) => findDelivery(options.pool, call, id),
    previewReplay: (call, id) => previewReplay(options, call, id),
    replay: (call, replay) => replayDelivery(options, call, replay),
  };
}

/**
 * Work on one delivery runs code that may not come back: a mapping that loops for ever. Whoever
 * runs the engine may bring something that ends such code; it then rejects, and the delivery gets
 * its strike as for any failure of our own.
 */

import type { DeliveryId } from '@kontor/kernel';

export type Contain = <Result>(
  deliveryId: DeliveryId,
  work: () => Promise<Result>,
) => Promise<Result>;

export const uncontained: Contain = (_deliveryId, work) => work();

/** What the engine keeps of a delivery, in the words of the contract. */

import type { DeliveryStatus } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';

export type StoredDeliveryStatus =
  'waiting' | 'in_doubt' | 'confirmed' | 'rejected' | 'parked' | 'abandoned';

/** One that waits after an attempt certainly had no effect: otherwise it would be in doubt. */
export function toDeliveryStatus(status: StoredDeliveryStatus, attempts: number): DeliveryStatus {
  switch (status) {
    case 'waiting':
      return attempts === 0 ? 'waiting' : 'retryable';
    case 'in_doubt':
      return 'unknown';
    case 'confirmed':
    case 'rejected':
    case 'parked':
    case 'abandoned':
      return status;
    default:
      return unreachable(status);
  }
}

/** Many invoices in one request: each for itself, or all together. */

import type { InvoiceBatches } from '../../../gateway/invoice-batch-services.ts';
import { acceptAll } from './accept-all.ts';
import { acceptEach } from './accept-each.ts';
import type { BatchDesk } from './batch-desk.ts';

export function invoiceBatchesService(desk: BatchDesk): InvoiceBatches {
  return {
    async accept(call, batch) {
      const giveBack = await desk.slots.take();
      if (!giveBack) return { kind: 'at_capacity', retryAfterSeconds: RETRY_AFTER_SECONDS };
      try {
        if (batch.mode === 'atomic') return await acceptAll(desk, call, batch);
        const record = await acceptEach(desk, call, batch);
        return { kind: 'worked', result: record.toBatch('partial') };
      } finally {
        giveBack();
      }
    },
  };
}

/**
 * Of one process. An atomic batch holds its bytes while it is checked, 64 MiB at the most, and a
 * connection of the database while it is written.
 */
export const BATCHES_AT_ONCE = 4;

/** Ten thousand invoices take about so long. */
const RETRY_AFTER_SECONDS = 5;

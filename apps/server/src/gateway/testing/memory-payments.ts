/** Payments, answered with the examples of their contracts. */

import {
  createPaymentStatusReport,
  getPaymentBatch,
  listPaymentStatusReports,
  listPaymentTransfers,
  createPaymentBatch,
  type PaymentStatusReportView,
  type Transaction,
} from '@kontor/contracts';
import type { Services } from '../services.ts';
import { exampleOf, foundOrAbsent } from './example-of.ts';
import type { keyStore } from './key-store.ts';

export function memoryPayments(keys: ReturnType<typeof keyStore>): Services['payments'] {
  const batch = exampleOf(getPaymentBatch);
  // Held to their schemas by a test, so they have the types of them.
  const accepted = createPaymentBatch.replies[202].example as Transaction;
  const report = createPaymentStatusReport.replies[201].example as PaymentStatusReportView;
  return {
    accept: (call) => keys.once(call, async () => ({ kind: 'accepted', result: accepted })),
    listBatches: async () => ({ items: [batch] }),
    findBatch: async () => foundOrAbsent(batch),
    listTransfers: async () => foundOrAbsent(exampleOf(listPaymentTransfers)),
    async receiveReport(call, { bytes }) {
      for await (const _chunk of bytes);
      const { key, operation, fingerprint } = call.idempotency;
      const read = { ...call, idempotency: { key, operation, fingerprint: fingerprint() } };
      return keys.once(read, async () => ({ kind: 'accepted' as const, result: report }));
    },
    listReports: async () => exampleOf(listPaymentStatusReports),
  };
}

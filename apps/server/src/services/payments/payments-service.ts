/** Payments out: what is ordered, and what banks tell of it. */

import {
  findPaymentBatch,
  listPaymentBatches,
  listPaymentTransfers,
  listStatusReports,
  type Office,
} from '@kontor/reconciliation';
import type { Payments } from '../../gateway/payments-services.ts';
import type { Receiving } from '../bank/receive-file.ts';
import { acceptBatch, type PaymentDesk } from './accept-batch.ts';
import { receiveReport } from './receive-report.ts';

export type PaymentsOptions = PaymentDesk & {
  readonly office: Office;
  /** Shared with bank files: each holds a connection of the database. */
  readonly slots: Receiving['slots'];
};

export function paymentsService(options: PaymentsOptions): Payments {
  const { pool, office } = options;
  return {
    accept: (call, batch) => acceptBatch(options, call, batch),
    listBatches: ({ actor }, filters, page) =>
      listPaymentBatches(pool, actor.legalEntities, filters, page),
    async findBatch({ actor }, id) {
      const value = await findPaymentBatch(pool, { id, permitted: actor.legalEntities });
      return value ? { kind: 'found', value } : { kind: 'absent' };
    },
    async listTransfers({ actor }, id, filters, page) {
      const batch = await findPaymentBatch(pool, { id, permitted: actor.legalEntities });
      if (!batch) return { kind: 'absent' };
      return { kind: 'found', value: await listPaymentTransfers(pool, id, filters, page) };
    },
    receiveReport: (call, content) => receiveReport(office, call, content, options),
    listReports: ({ actor }, filters, page) =>
      listStatusReports(pool, actor.legalEntities, filters, page),
  };
}

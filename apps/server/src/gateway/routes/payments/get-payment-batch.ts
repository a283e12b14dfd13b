/** How far one batch of payments is. */

import { getPaymentBatch } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getPaymentBatchRoute = route(
  getPaymentBatch,
  async ({ params, call }, { payments }: Pick<Services, 'payments'>) =>
    answerFound(await payments.findBatch(call, params.transactionId as TransactionId)),
);

/** Payment batches, newest first. */

import { listPaymentBatches } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listPaymentBatchesRoute = route(
  listPaymentBatches,
  async ({ call, query, paging }, { payments }: Pick<Services, 'payments'>) =>
    paging.answer(await payments.listBatches(call, query, paging.page)),
);

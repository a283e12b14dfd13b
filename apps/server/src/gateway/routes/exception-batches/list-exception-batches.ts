/** Batches, newest first. */

import { listExceptionBatches } from '@kontor/contracts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listExceptionBatchesRoute = route(
  listExceptionBatches,
  async ({ call, query, paging }, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) =>
    paging.answer(await exceptionBatches.list(call, query, paging.page)),
);

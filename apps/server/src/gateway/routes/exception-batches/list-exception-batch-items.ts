/** The exceptions of a batch, in the order in which they are worked through. */

import { listExceptionBatchItems } from '@kontor/contracts';
import { notFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const listExceptionBatchItemsRoute = route(
  listExceptionBatchItems,
  async (request, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) => {
    const { call, params, query, paging } = request;
    const outcome = await exceptionBatches.listItems(call, params.batchId, query, paging.page);
    return outcome.kind === 'found' ? paging.answer(outcome.value) : notFound();
  },
);

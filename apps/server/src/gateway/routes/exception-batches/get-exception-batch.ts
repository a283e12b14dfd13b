/** How far a batch is. */

import { getExceptionBatch } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getExceptionBatchRoute = route(
  getExceptionBatch,
  async ({ call, params }, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) =>
    answerFound(await exceptionBatches.find(call, params.batchId)),
);

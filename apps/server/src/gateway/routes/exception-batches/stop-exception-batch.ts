/** Nothing more of a batch is begun. */

import { stopExceptionBatch } from '@kontor/contracts';
import { notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const stopExceptionBatchRoute = route(
  stopExceptionBatch,
  async ({ call, params, body }, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) => {
    const { reason } = body.value;
    const outcome = await exceptionBatches.stop(call, { id: params.batchId, reason });
    if (outcome.kind === 'absent') return notFound();
    return outcome.kind === 'found'
      ? reply(200, outcome.value)
      : { problem: 'action_not_possible', detail: outcome.detail };
  },
);

/** A second person approves or declines a batch. */

import { decideExceptionBatch } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerQuicker, notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const decideExceptionBatchRoute = route(
  decideExceptionBatch,
  async ({ call, params, body }, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) => {
    const outcome = await exceptionBatches.decide(call, { ...body.value, id: params.batchId });
    switch (outcome.kind) {
      case 'found':
        return reply(200, outcome.value);
      case 'absent':
        return notFound();
      case 'stale':
        return answerQuicker('version_conflict', outcome.quicker);
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      case 'own_work':
        return { problem: 'four_eyes_required' };
      default:
        return unreachable(outcome);
    }
  },
);

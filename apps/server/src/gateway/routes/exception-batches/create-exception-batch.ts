/** Begins a decision about many exceptions, or puts it before a second person. */

import { createExceptionBatch } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';
import { isForbiddenEntity } from './is-forbidden-entity.ts';

export const createExceptionBatchRoute = route(
  createExceptionBatch,
  async ({ body, call }, { exceptionBatches }: Pick<Services, 'exceptionBatches'>) => {
    if (isForbiddenEntity(call, body.value)) return { problem: 'legal_entity_forbidden' };
    const outcome = await exceptionBatches.create(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed': {
        const location = `/v1/exception-batches/${outcome.result.id}`;
        return reply(201, outcome.result, { location, ...replayHeader(outcome) });
      }
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'selection_changed':
        return { problem: 'selection_changed', detail: nowOf(outcome) };
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      case 'unacceptable':
        return { problem: 'invalid_request', errors: outcome.errors };
      default:
        return unreachable(outcome);
    }
  },
);

function nowOf({
  count,
  totals,
}: {
  readonly count: number;
  readonly totals: readonly { readonly amount: string; readonly currency: string }[];
}): string {
  const money = totals.map(({ amount, currency }) => `${amount} ${currency}`).join(', ');
  return `Now there are ${count}${money === '' ? '' : `, worth ${money}`}. Nothing was begun.`;
}

/** Releases a lane. */

import { releaseLane } from '@kontor/contracts';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const releaseLaneRoute = route(
  releaseLane,
  async ({ params, body, call }, { operations }: Pick<Services, 'operations'>) => {
    const { reason } = body.value;
    const outcome = await operations.releaseLane(call, { id: params.laneId, reason });
    if (outcome.kind !== 'impossible') return answerFound(outcome);
    return { problem: 'action_not_possible', detail: outcome.detail };
  },
);

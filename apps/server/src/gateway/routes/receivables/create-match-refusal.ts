/** Refuses a suggestion: the rules do not come back to it. */

import { createMatchRefusal } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const createMatchRefusalRoute = route(
  createMatchRefusal,
  async ({ body, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const outcome = await receivables.refuseMatch(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(201, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      default:
        return unreachable(outcome);
    }
  },
);

/** Takes a match back. */

import { reverseMatch } from '@kontor/contracts';
import { unreachable, type MatchId } from '@kontor/kernel';
import { answerKeyConflict, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const reverseMatchRoute = route(
  reverseMatch,
  async ({ params, body, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const outcome = await receivables.reverseMatch(call, {
      id: params.matchId as MatchId,
      reason: body.value.reason,
    });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(200, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      default:
        return unreachable(outcome);
    }
  },
);

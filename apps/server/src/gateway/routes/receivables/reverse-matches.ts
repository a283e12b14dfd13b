/** Takes several matches back, all or none. */

import { reverseMatches } from '@kontor/contracts';
import { unreachable, type MatchId } from '@kontor/kernel';
import { answerKeyConflict, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const reverseMatchesRoute = route(
  reverseMatches,
  async ({ body, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const { matches, reason } = body.value;
    const ids = matches.map((id) => id as MatchId);
    const outcome = await receivables.reverseAll(call, { ids, reason });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(200, { matches: [...outcome.result] }, replayHeader(outcome));
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

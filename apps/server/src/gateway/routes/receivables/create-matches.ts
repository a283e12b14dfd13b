/** Makes several matches, all or none. */

import { createMatches } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';
import { answerMatchRefusal } from './answer-match-refusal.ts';

export const createMatchesRoute = route(
  createMatches,
  async ({ body, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const outcome = await receivables.matchAll(call, body.value.matches);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(201, { matches: [...outcome.result] }, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
      case 'stale':
      case 'unacceptable':
      case 'already_claimed':
        return answerMatchRefusal(outcome);
      default:
        return unreachable(outcome);
    }
  },
);

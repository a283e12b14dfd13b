/** Matches a bank entry with open items. */

import { createMatch } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';
import { answerMatchRefusal } from './answer-match-refusal.ts';

export const createMatchRoute = route(
  createMatch,
  async ({ body, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const outcome = await receivables.match(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed': {
        const headers = { location: `/v1/matches/${outcome.result.id}`, ...replayHeader(outcome) };
        return reply(201, outcome.result, headers);
      }
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

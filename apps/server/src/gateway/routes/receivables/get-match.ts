/** One match. */

import { getMatch } from '@kontor/contracts';
import type { MatchId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getMatchRoute = route(
  getMatch,
  async ({ params, call }, { receivables }: Pick<Services, 'receivables'>) =>
    answerFound(await receivables.findMatch(call, params.matchId as MatchId)),
);

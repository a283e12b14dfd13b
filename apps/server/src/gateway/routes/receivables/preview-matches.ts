/** Shows what matches would do. */

import { previewMatches } from '@kontor/contracts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';
import { answerMatchRefusal } from './answer-match-refusal.ts';

export const previewMatchesRoute = route(
  previewMatches,
  async ({ body, call }, { receivables }: Pick<Services, 'receivables'>) => {
    const outcome = await receivables.previewMatches(call, body.value.matches);
    if (outcome.kind !== 'found') return answerMatchRefusal(outcome);
    return reply(200, { matches: [...outcome.value] });
  },
);

/** Pauses a connection. */

import { pauseConnection } from '@kontor/contracts';
import { answerChange, answerImpossible } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const pauseConnectionRoute = route(
  pauseConnection,
  async ({ params, body, call }, { operations }: Pick<Services, 'operations'>) => {
    const outcome = await operations.pauseConnection(call, { name: params.name, ...body.value });
    return outcome.kind === 'impossible' ? answerImpossible(outcome) : answerChange(outcome);
  },
);

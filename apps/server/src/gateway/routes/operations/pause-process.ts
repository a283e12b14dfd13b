/** Pauses a process, everywhere or at one connection. */

import { pauseProcess } from '@kontor/contracts';
import { answerChange, answerImpossible } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const pauseProcessRoute = route(
  pauseProcess,
  async ({ params, body, call }, { drain }: Pick<Services, 'drain'>) => {
    const outcome = await drain.pauseProcess(call, { process: params.process, ...body.value });
    return outcome.kind === 'impossible' ? answerImpossible(outcome) : answerChange(outcome);
  },
);

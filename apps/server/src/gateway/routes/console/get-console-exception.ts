/** One exception with all that a person needs to decide about it. */

import { getConsoleException } from '@kontor/contracts';
import type { ExceptionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getConsoleExceptionRoute = route(
  getConsoleException,
  async ({ call, params }, { console }: Pick<Services, 'console'>) =>
    answerFound(await console.exceptions.find(call, params.exceptionId as ExceptionId)),
);

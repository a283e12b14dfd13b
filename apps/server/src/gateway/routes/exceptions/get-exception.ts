/** One exception. */

import { getException } from '@kontor/contracts';
import type { ExceptionId } from '@kontor/kernel';
import { answerFound } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const getExceptionRoute = route(
  getException,
  async ({ params, call }, { exceptions }: Pick<Services, 'exceptions'>) =>
    answerFound(await exceptions.find(call, params.exceptionId as ExceptionId)),
);

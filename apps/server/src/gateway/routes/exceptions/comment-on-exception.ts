/** Adds a comment to an exception. */

import { commentOnException } from '@kontor/contracts';
import { unreachable, type ExceptionId } from '@kontor/kernel';
import { answerKeyConflict, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const commentOnExceptionRoute = route(
  commentOnException,
  async ({ params, body, call }, { exceptions }: Pick<Services, 'exceptions'>) => {
    const id = params.exceptionId as ExceptionId;
    const outcome = await exceptions.comment(call, { id, text: body.value.text });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(201, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      default:
        return unreachable(outcome);
    }
  },
);

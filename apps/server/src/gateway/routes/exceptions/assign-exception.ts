/** Says who works on an exception. */

import { assignException } from '@kontor/contracts';
import { unreachable, type ExceptionId } from '@kontor/kernel';
import { answerQuicker, notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const assignExceptionRoute = route(
  assignException,
  async ({ params, body, call }, { exceptions }: Pick<Services, 'exceptions'>) => {
    const id = params.exceptionId as ExceptionId;
    const outcome = await exceptions.assign(call, { ...body.value, id });
    switch (outcome.kind) {
      case 'found':
        return reply(200, outcome.value);
      case 'absent':
        return notFound();
      case 'stale':
        return answerQuicker('version_conflict', outcome.quicker);
      case 'already_resolved':
        return answerQuicker('exception_already_resolved', outcome.quicker);
      case 'unacceptable':
        return { problem: 'invalid_request', errors: outcome.errors };
      default:
        return unreachable(outcome);
    }
  },
);

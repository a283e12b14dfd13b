/** Resolves an exception. Deciding what another person started needs its own permission. */

import { resolveException } from '@kontor/contracts';
import { unreachable, type ExceptionId } from '@kontor/kernel';
import { answerKeyConflict, answerQuicker, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const resolveExceptionRoute = route(
  resolveException,
  async ({ params, body, call }, { exceptions }: Pick<Services, 'exceptions'>) => {
    const { value: resolution } = body;
    const decides = resolution.action === 'approve' || resolution.action === 'decline';
    if (decides && !call.actor.permissions.has('approvals:decide')) {
      return { problem: 'forbidden', detail: 'Deciding needs the permission approvals:decide.' };
    }
    if (resolution.action === 'confirm-done' && resolution.externalReference === undefined) {
      return { problem: 'invalid_request', errors: [REFERENCE_MISSING] };
    }
    const id = params.exceptionId as ExceptionId;
    const outcome = await exceptions.resolve(call, { ...resolution, id });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(200, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      case 'stale':
        return answerQuicker('version_conflict', outcome.quicker);
      case 'already_resolved':
        return answerQuicker('exception_already_resolved', outcome.quicker);
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      case 'own_work':
        return { problem: 'four_eyes_required' };
      default:
        return unreachable(outcome);
    }
  },
);

const REFERENCE_MISSING = {
  code: 'missing_field',
  at: '/externalReference',
  detail: 'Say under which number the other system has it.',
};

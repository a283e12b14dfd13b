/** A second person approves or declines the deletion of records. */

import { decideRecordDeletion } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerImpossible, answerQuicker, notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const decideRecordDeletionRoute = route(
  decideRecordDeletion,
  async ({ call, params, body }, { records }: Pick<Services, 'records'>) => {
    const decision = { ...body.value, id: params.deletionId };
    const outcome = await records.decideDeletion(call, decision);
    switch (outcome.kind) {
      case 'found':
        return reply(200, outcome.value);
      case 'absent':
        return notFound();
      case 'stale':
        return answerQuicker('version_conflict', outcome.quicker);
      case 'impossible':
        return answerImpossible(outcome);
      case 'own_work':
        return { problem: 'four_eyes_required' };
      default:
        return unreachable(outcome);
    }
  },
);

/** A second person approves or declines the release of a legal hold. */

import { decideHoldRelease } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerImpossible, answerQuicker, notFound, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const decideHoldReleaseRoute = route(
  decideHoldRelease,
  async ({ call, params, body }, { records }: Pick<Services, 'records'>) => {
    const outcome = await records.decideRelease(call, { ...body.value, id: params.holdId });
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
      case 'entity_forbidden':
        return { problem: 'legal_entity_forbidden' };
      default:
        return unreachable(outcome);
    }
  },
);

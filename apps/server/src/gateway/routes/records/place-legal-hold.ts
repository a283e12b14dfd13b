/** Places a legal hold. */

import { placeLegalHold } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const placeLegalHoldRoute = route(
  placeLegalHold,
  async ({ call, body }, { records }: Pick<Services, 'records'>) => {
    const outcome = await records.placeHold(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed': {
        const location = `/v1/legal-holds/${outcome.result.id}`;
        return reply(201, outcome.result, { location, ...replayHeader(outcome) });
      }
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'entity_forbidden':
        return { problem: 'legal_entity_forbidden' };
      case 'unacceptable':
        return { problem: 'invalid_request', errors: outcome.errors };
      default:
        return unreachable(outcome);
    }
  },
);

/** Asks for the deletion of the records of a month. */

import { askRecordDeletion } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerImpossible, answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const askRecordDeletionRoute = route(
  askRecordDeletion,
  async ({ call, body }, { records }: Pick<Services, 'records'>) => {
    const outcome = await records.askDeletion(call, body.value);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed': {
        const location = `/v1/record-deletions/${outcome.result.id}`;
        return reply(201, outcome.result, { location, ...replayHeader(outcome) });
      }
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'entity_forbidden':
        return { problem: 'legal_entity_forbidden' };
      case 'impossible':
        return answerImpossible(outcome);
      default:
        return unreachable(outcome);
    }
  },
);

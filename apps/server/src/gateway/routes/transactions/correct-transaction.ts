/** Corrects a document that a system refused, and sends it again. */

import { correctTransaction } from '@kontor/contracts';
import { unreachable, type TransactionId } from '@kontor/kernel';
import { answerKeyConflict, answerQuicker, notFound, replayHeader, reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const correctTransactionRoute = route(
  correctTransaction,
  async ({ params, body, call }, { corrections }: Pick<Services, 'corrections'>) => {
    const id = params.transactionId as TransactionId;
    const outcome = await corrections.correct(call, { ...body.value, id });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(201, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      case 'stale':
        return answerQuicker('version_conflict', outcome.quicker);
      case 'impossible':
        return { problem: 'action_not_possible', detail: outcome.detail };
      case 'unacceptable':
        return { problem: 'unacceptable_correction', errors: outcome.errors };
      default:
        return unreachable(outcome);
    }
  },
);

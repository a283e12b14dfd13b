/** Cancels a document of which nothing was sent. */

import { cancelTransaction } from '@kontor/contracts';
import { unreachable, type TransactionId } from '@kontor/kernel';
import {
  answerImpossible,
  answerKeyConflict,
  notFound,
  replayHeader,
  reply,
} from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const cancelTransactionRoute = route(
  cancelTransaction,
  async ({ params, body, call }, { cancellations }: Pick<Services, 'cancellations'>) => {
    const id = params.transactionId as TransactionId;
    const outcome = await cancellations.cancel(call, { ...body.value, id });
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return reply(200, outcome.result, replayHeader(outcome));
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'absent':
        return notFound();
      case 'impossible':
        return answerImpossible(outcome);
      case 'reason_missing':
        return { problem: 'invalid_request', errors: [REASON_MISSING] };
      case 'being_sent': {
        const headers = { 'retry-after': String(outcome.retryAfterSeconds) };
        return { problem: 'being_sent', detail: outcome.detail, headers };
      }
      case 'already_sent':
        return { problem: 'already_sent', detail: outcome.detail };
      default:
        return unreachable(outcome);
    }
  },
);

const REASON_MISSING = {
  code: 'reason_missing',
  at: '/reason',
  detail: 'A person who cancels says why, in words that an auditor understands.',
};

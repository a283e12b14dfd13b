/** Takes a payment status report while it arrives; the door watches its size and speed. */

import { createPaymentStatusReport } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { orBodyFailure } from '../../request/or-body-failure.ts';
import { route } from '../../route.ts';
import type { StatusReportOutcome } from '../../payments-services.ts';
import type { Services } from '../../services.ts';

export const createPaymentStatusReportRoute = route(
  createPaymentStatusReport,
  async ({ body, call, contentType }, { payments }: Pick<Services, 'payments'>) => {
    const content = { contentType, bytes: body.bytes, waitMs: 0 };
    const received = await orBodyFailure(body, payments.receiveReport(call, content));
    if ('problem' in received) return received;
    return answerReceived(received);
  },
);

function answerReceived(outcome: StatusReportOutcome) {
  switch (outcome.kind) {
    case 'accepted':
    case 'replayed':
      return reply(201, outcome.result, replayHeader(outcome));
    case 'known':
      return reply(200, outcome.result);
    case 'in_flight':
    case 'reused':
      return answerKeyConflict(outcome);
    case 'unacceptable':
      return { problem: 'unacceptable_status_report', errors: outcome.errors } as const;
    case 'entity_forbidden':
      return { problem: 'legal_entity_forbidden' } as const;
    case 'at_capacity': {
      const headers = { 'retry-after': String(outcome.retryAfterSeconds) };
      return { problem: 'too_many_bank_files', headers } as const;
    }
    default:
      return unreachable(outcome);
  }
}

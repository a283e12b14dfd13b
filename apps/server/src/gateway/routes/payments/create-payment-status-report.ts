/** Takes a payment status report while it arrives; the door watches its size and speed. */

import { createPaymentStatusReport } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { route, type RouteRequest } from '../../route.ts';
import type { StatusReportOutcome } from '../../payments-services.ts';
import type { Services } from '../../services.ts';

type Request = RouteRequest<typeof createPaymentStatusReport>;

export const createPaymentStatusReportRoute = route(
  createPaymentStatusReport,
  async (request, { payments }: Pick<Services, 'payments'>) => {
    const received = await receive(request, payments);
    if ('problem' in received) return received;
    return answerReceived(received);
  },
);

/** A body that ended early is the caller’s fault, however the service says that it got no more. */
async function receive({ body, call, contentType }: Request, payments: Services['payments']) {
  try {
    return await payments.receiveReport(call, { contentType, bytes: body.bytes, waitMs: 0 });
  } catch (thrown) {
    const failure = body.failure();
    if (failure === undefined) throw thrown;
    return { problem: failure, headers: { connection: 'close' } } as const;
  }
}

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

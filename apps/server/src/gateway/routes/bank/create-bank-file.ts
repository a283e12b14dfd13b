/**
 * Takes a bank file while it arrives. The service reads it; the door watches its size and speed.
 */

import { createBankFile, type BankFile } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { waitMsOf } from '../../request/prefer.ts';
import { route, type RouteRequest } from '../../route.ts';
import type { BankFileOutcome, Services } from '../../services.ts';

type Request = RouteRequest<typeof createBankFile>;

export const createBankFileRoute = route(
  createBankFile,
  async (request, { bank }: Pick<Services, 'bank'>) => {
    const received = await receive(request, bank);
    if ('problem' in received) return received;
    return answerReceived(received);
  },
);

/** A body that ended early is the caller’s fault, however the service says that it got no more. */
async function receive({ body, call, contentType, prefer }: Request, bank: Services['bank']) {
  const waitMs = prefer.respondAsync
    ? waitMsOf(prefer)
    : prefer.waitSeconds === undefined
      ? WAIT_MS_DEFAULT
      : waitMsOf(prefer);
  try {
    return await bank.receiveFile(call, { contentType, bytes: body.bytes, waitMs });
  } catch (thrown) {
    const failure = body.failure();
    if (failure === undefined) throw thrown;
    return { problem: failure, headers: { connection: 'close' } } as const;
  }
}

function answerReceived(outcome: BankFileOutcome) {
  switch (outcome.kind) {
    case 'accepted':
    case 'replayed': {
      const status = outcome.progress === 'read' ? 201 : 202;
      const headers = { location: locationOf(outcome.result), ...replayHeader(outcome) };
      return { status, body: outcome.result, headers } as const;
    }
    case 'known': {
      const headers = { location: locationOf(outcome.result) };
      return reply(200, outcome.result, headers);
    }
    case 'in_flight':
    case 'reused':
      return answerKeyConflict(outcome);
    case 'unacceptable':
      return { problem: 'unacceptable_file', errors: outcome.errors } as const;
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

function locationOf({ id }: BankFile): string {
  return `/v1/bank-files/${id}`;
}

/** A daily statement is read in a second or two, so most callers get 201 at once. */
const WAIT_MS_DEFAULT = 5_000;

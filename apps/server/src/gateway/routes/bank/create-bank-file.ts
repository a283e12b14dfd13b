/**
 * Takes a bank file while it arrives. The service reads it; the door watches its size and speed.
 */

import { createBankFile, type BankFile } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import { answerKeyConflict, replayHeader, reply } from '../../answer.ts';
import { orBodyFailure } from '../../request/or-body-failure.ts';
import { waitMsOf } from '../../request/prefer.ts';
import { route, type RouteRequest } from '../../route.ts';
import type { BankFileOutcome, Services } from '../../services.ts';

export const createBankFileRoute = route(
  createBankFile,
  async ({ body, call, contentType, prefer }, { bank }: Pick<Services, 'bank'>) => {
    const content = { contentType, bytes: body.bytes, waitMs: waitMsFor(prefer) };
    const received = await orBodyFailure(body, bank.receiveFile(call, content));
    if ('problem' in received) return received;
    return answerReceived(received);
  },
);

function waitMsFor(prefer: RouteRequest<typeof createBankFile>['prefer']): number {
  const isUnsaid = !prefer.respondAsync && prefer.waitSeconds === undefined;
  return isUnsaid ? WAIT_MS_DEFAULT : waitMsOf(prefer);
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

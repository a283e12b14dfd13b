/**
 * Cancel a document of which nothing was sent, once per key. What waits in a lane is taken out
 * under a claim of the lane, so that nobody is handed it meanwhile; what comes too late is told
 * where it was sent.
 */

import type { Cancellation } from '@kontor/contracts';
import {
  cancelInside,
  runArrival,
  withLaneClaimed,
  type Cancellation as Change,
  type CancelOutcome,
} from '@kontor/engine';
import { present, unreachable } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Cancellations } from '../../gateway/cancellation-services.ts';
import type { IdempotentCall } from '../../gateway/services.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import type { CancellationsOptions } from './cancellations-service.ts';
import { readCancellable, type Cancellable } from './read-cancellable.ts';
import { readCancelled } from './read-cancelled.ts';

type Request = Parameters<Cancellations['cancel']>[1];
type Outcome = Awaited<ReturnType<Cancellations['cancel']>>;
type Refusal = Exclude<Outcome, { kind: 'accepted' | 'replayed' | 'in_flight' | 'reused' }>;

export async function cancelDocument(
  options: CancellationsOptions,
  call: IdempotentCall,
  request: Request,
): Promise<Outcome> {
  if (isPerson(call) && request.reason === undefined) return { kind: 'reason_missing' };
  const { pool, wake } = options;
  const seen = await readCancellable(pool, options, request.id, legalEntitiesOf(call));
  const waiting =
    seen && !seen.obstacle && seen.delivery?.kind === 'withdraw' && mayCancel(call, seen)
      ? seen.delivery.deliveryId
      : undefined;
  const outcome = await withLaneClaimed(pool, waiting, (claim) =>
    withIdempotency<Cancellation, Refusal>(pool, call, (db) =>
      cancelWithin(db, options, { call, request, claim }),
    ),
  );
  if (outcome.kind === 'accepted' && seen?.connection) wake([seen.connection]);
  return outcome;
}

type Work = {
  readonly call: IdempotentCall;
  readonly request: Request;
  readonly claim: Parameters<typeof cancelInside>[2];
};

async function cancelWithin(
  db: Queryable,
  options: CancellationsOptions,
  { call, request, claim }: Work,
): Promise<Worked<Cancellation> | Refusal> {
  const { id } = request;
  // Not before the lane: whoever settles locks the lane first.
  if (!claim) await db.query({ name: 'lock_unsent', text: LOCK_UNLESS_WORKING, values: [id] });
  const found = await readCancellable(db, options, id, legalEntitiesOf(call));
  if (!found) return { kind: 'absent' };
  if (!mayCancel(call, found)) return { kind: 'impossible', detail: NOT_THEIRS };
  const before = await readCancelled(db, id);
  if (before) return { kind: 'done', result: before };
  const { obstacle } = found;
  if (obstacle) return obstacle;
  const change = changeOf(options, found, { call, request });
  const outcome = change ? await cancelInside(db, change, claim) : 'stale';
  if (outcome !== 'cancelled') return refusalOf(outcome, found, options);
  return { kind: 'done', result: present(await readCancelled(db, id), 'it was just cancelled') };
}

function changeOf(
  { runtime }: CancellationsOptions,
  { transaction, definition, delivery, exception }: Cancellable,
  { call, request }: Pick<Work, 'call' | 'request'>,
): Change | undefined {
  const { subject: by } = call.actor;
  const { reason = REASON_OF_APPLICATION } = request;
  const arrival = { type: 'Cancelled', by, reason } as const;
  const { state } = transaction;
  const progress = runArrival({ definition, transaction, state, arrival, actor: by }, runtime);
  if (!progress) return undefined;
  return {
    transactionId: transaction.transactionId,
    expectedVersion: transaction.version,
    progress,
    ...(delivery && { delivery }),
    ...(exception && {
      resolves: {
        exceptionId: exception.id,
        eventId: runtime.ids.next('EventId'),
        expectedVersion: exception.version,
        resolution: 'abandon',
        ...{ by, reason },
      },
    }),
  };
}

function refusalOf(
  outcome: Exclude<CancelOutcome, 'cancelled'>,
  { connection }: Cancellable,
  { titleOf }: CancellationsOptions,
): Refusal {
  const system = (connection && titleOf(connection)) ?? connection ?? 'another system';
  switch (outcome) {
    case 'being_sent':
    // It moved on between looking and locking: by the next look it stands somewhere.
    case 'stale':
      return {
        kind: 'being_sent',
        detail: `It is on its way to ${system} right now.`,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      };
    case 'in_doubt': {
      const detail =
        `It may have been sent to ${system} a moment ago: the system is asked before anything ` +
        'else. What turns out to be there is taken back with a credit note.';
      return { kind: 'already_sent', detail };
    }
    default:
      return unreachable(outcome);
  }
}

/** An application cancels what it handed over itself; people see to everything. */
function mayCancel(call: IdempotentCall, { transaction }: Cancellable): boolean {
  return isPerson(call) || call.actor.application === transaction.applicationId;
}

function isPerson({ actor }: IdempotentCall): boolean {
  return actor.subject !== actor.application;
}

const REASON_OF_APPLICATION = 'The application that handed it over wants it no longer.';
const NOT_THEIRS = 'Only the application that handed it over cancels it, or a person.';
/** By then it was sent, or its lane was given back. */
const RETRY_AFTER_SECONDS = 1;
const LOCK_UNLESS_WORKING = `
  select 1 from transaction where transaction_id = $1 and status <> 'working' for update
`;

/**
 * Carry out what a person decided about an exception, in the caller's database transaction: the
 * arrival goes through the interpreter, and its outputs, the exception and the parked delivery
 * change together. The exception and its transaction are locked, so nothing can have changed in
 * between.
 */

import type { ResolutionAction } from '@kontor/contracts';
import { changeInside, readTransaction, runArrival, type TransactionChange } from '@kontor/engine';
import { assert, present, unreachable, type DeliveryId, type TransactionId } from '@kontor/kernel';
import type { Input as Arrival } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import type { ExceptionRow } from './exception-row.ts';
import type { ExceptionsOptions } from './exceptions-service.ts';
import type { Effect } from './possible-actions.ts';
import { resolveAlone } from './resolve-alone.ts';

export type Decision = {
  readonly action: ResolutionAction;
  readonly effect: Effect;
  readonly by: string;
  readonly reason: string;
  readonly externalReference?: string;
  readonly correlationId: string;
  /** Sent again without asking first, on the person's word that it did not arrive. */
  readonly isBlind: boolean;
};

/** False when it does not belong to the state that the transaction is in. */
export async function decide(
  db: Queryable,
  options: ExceptionsOptions,
  row: ExceptionRow,
  decision: Decision,
): Promise<boolean> {
  const { effect, by, reason, action } = decision;
  if (effect.kind === 'acknowledge') {
    await resolveAlone(db, options.runtime.ids, row, decision);
    return true;
  }
  const id = present(row.transaction_id, 'what is decided is about a transaction') as TransactionId;
  const transaction = present(await readTransaction(db, id), 'it is locked');
  const deliveryId = row.delivery_id as DeliveryId | null;
  const progress = runArrival(
    {
      definition: options.catalogue.find(transaction.process, transaction.processVersion),
      transaction,
      state: transaction.state,
      arrival: arrivalOf(row, decision, transaction.state.direction),
      actor: by,
      ...(deliveryId !== null && { deliveryId }),
    },
    options.runtime,
  );
  if (!progress) return false;
  const delivery = deliveryChange(row, decision);
  const outcome = await changeInside(db, {
    transactionId: id,
    expectedVersion: transaction.version,
    progress,
    resolves: {
      exceptionId: row.exception_id as NonNullable<TransactionChange['resolves']>['exceptionId'],
      eventId: options.runtime.ids.next('EventId'),
      expectedVersion: row.version,
      resolution: action,
      by,
      reason,
    },
    ...(delivery && { delivery }),
  });
  assert(outcome === 'changed', 'the transaction was locked before it was read');
  return true;
}

function arrivalOf(
  row: ExceptionRow,
  { effect, action, by, reason, externalReference }: Decision,
  direction: 'forward' | 'back',
): Arrival {
  const step = present(row.step, 'an exception of a transaction names its step');
  switch (effect.kind) {
    case 'decide':
      return { type: action === 'approve' ? 'Approved' : 'Declined', step, by, reason };
    case 'resume':
      return { type: 'Resumed', step, by, reason };
    case 'reopen':
      return { type: 'Reopened', by, reason };
    case 'end':
      return { type: 'Abandoned', by, reason };
    case 'confirm': {
      const reference = present(externalReference, 'the door asks for it');
      const type = direction === 'forward' ? 'Delivered' : 'Undelivered';
      return { type, step, outcome: { kind: 'confirmed', externalReference: reference } };
    }
    case 'acknowledge':
      throw new TypeError('what is acknowledged does not reach the transaction');
    default:
      return unreachable(effect);
  }
}

/** Only a parked delivery is moved; one that the system refused has ended already. */
function deliveryChange(
  row: ExceptionRow,
  { effect, isBlind, externalReference }: Decision,
): TransactionChange['delivery'] | undefined {
  if (row.delivery_id === null || row.delivery_status !== 'parked') return undefined;
  const deliveryId = row.delivery_id as DeliveryId;
  switch (effect.kind) {
    case 'resume':
      return { deliveryId, kind: isBlind ? 'resend' : 'retry' };
    case 'end':
      return { deliveryId, kind: 'abandon' };
    case 'confirm':
      return { deliveryId, kind: 'confirm', ...(externalReference && { externalReference }) };
    case 'decide':
    case 'reopen':
    case 'acknowledge':
      return undefined;
    default:
      return unreachable(effect);
  }
}

/** Carry out what a person decided, through whichever machine is up. It may fail like all else. */

import { runArrival, type MemoryBooks, type TransactionChange } from '@kontor/engine';
import { effectReference, type Input as Arrival } from '@kontor/process';
import type { Effect } from '@kontor/server/possible-actions';
import type { EventId, TransactionId } from '@kontor/kernel';
import type { History } from './history.ts';
import type { OfficeOptions } from './office.ts';
import type { SimulatedSystem } from './simulated-system.ts';

export type OpenException = Parameters<MemoryBooks['exceptions']['set']>[1];

export type Decision = {
  readonly exception: OpenException;
  readonly action: string;
  readonly effect: Effect;
};

export function carryOut(
  options: OfficeOptions,
  { exception, action, effect }: Decision,
  leftInPlace: Set<string>,
): void {
  const { transactionId, step, deliveryId } = exception;
  const transaction = options.books.transactions.get(transactionId);
  if (!transaction) return;
  const { direction } = transaction.state;
  const delivery = deliveryId && options.books.deliveries.get(deliveryId);
  const system = delivery && options.systems.get(delivery.connection);
  const name = direction === 'forward' ? step : `${step}/undo`;
  const booked = bookingOf(system, effectReference(transactionId, name));
  const isParked = delivery?.status === 'parked';
  if (effect.kind === 'end' && isParked && booked) {
    options.history.violated('what may have happened is not given up', `${step} ${transactionId}`);
  }
  // What somebody undid by hand is confirmed, not left.
  if (effect.kind === 'end' && booked && !isParked) return;
  if (effect.kind === 'end' && direction === 'back') leftInPlace.add(`${transactionId}/${step}`);
  if (effect.kind === 'confirm' && !booked) {
    const original = bookingOf(system, effectReference(transactionId, step));
    if (direction === 'forward' || !original) return; // It is not there: nobody says that it is.
    const reference = effectReference(transactionId, name);
    system?.bookByHand({ ...original.request, reference, direction });
  }
  const isBlind = system?.traits.idempotency === 'none';
  if (effect.kind === 'resume' && isBlind && booked) return; // What is there is not sent again.
  const arrival = arrivalOf({ exception, action, effect }, direction);
  const moved = isParked && deliveryId ? deliveryChange(effect, isBlind) : undefined;
  change(options, transactionId, {
    ...{ arrival, exception, by: 'ana', seenVersion: transaction.version },
    ...(moved && deliveryId && { delivery: { deliveryId, ...moved } }),
  });
}

function bookingOf(system: SimulatedSystem | undefined | '', reference: string) {
  return system
    ? system.bookings.find(({ request }) => request.reference === reference)
    : undefined;
}

function arrivalOf(
  { exception: { step }, action, effect }: Decision,
  direction: 'forward' | 'back',
): Arrival {
  const said = { by: 'ana', reason: 'It was looked into.' };
  switch (effect.kind) {
    case 'decide':
      return { type: action === 'approve' ? 'Approved' : 'Declined', step, ...said };
    case 'resume':
      return { type: 'Resumed', step, ...said };
    case 'reopen':
      return { type: 'Reopened', ...said };
    case 'confirm': {
      const outcome = { kind: 'confirmed', externalReference: 'by hand' } as const;
      return { type: direction === 'forward' ? 'Delivered' : 'Undelivered', step, outcome };
    }
    default:
      return { type: 'Abandoned', ...said };
  }
}

function deliveryChange({ kind }: Effect, isBlind: boolean) {
  switch (kind) {
    case 'resume':
      return { kind: isBlind ? 'resend' : 'retry' } as const;
    case 'end':
      return { kind: 'abandon' } as const;
    case 'confirm':
      return { kind: 'confirm', externalReference: 'by hand' } as const;
    default:
      return undefined;
  }
}

export type Wish = {
  readonly arrival: Arrival;
  readonly by: string;
  readonly exception?: OpenException;
  /** Of the transaction, as the person saw it. */
  readonly seenVersion?: number;
  readonly delivery?: NonNullable<TransactionChange['delivery']>;
};

export function change(options: OfficeOptions, transactionId: TransactionId, wish: Wish): void {
  const platform = options.anyPlatform();
  if (!platform) return;
  const { history, catalogue } = options;
  const { store, runtime, life } = platform;
  const { exception } = wish;
  const resolves = exception && resolutionOf(exception, wish, runtime.ids.next('EventId'));
  async function apply(): Promise<string> {
    const transaction = await store.readTransaction(transactionId);
    if (!transaction) return 'absent';
    // As the services lock it, nothing changes between looking and deciding.
    if ((wish.seenVersion ?? transaction.version) !== transaction.version) return 'stale';
    const { process, processVersion, state } = transaction;
    const definition = catalogue.find(process, processVersion);
    const { arrival, by: actor, delivery } = wish;
    const progress = runArrival({ definition, transaction, state, arrival, actor }, runtime);
    if (!progress) return 'not possible';
    return store.changeTransaction({
      ...{ transactionId, expectedVersion: transaction.version, progress },
      ...(resolves && { resolves }),
      ...(delivery && { delivery }),
    });
  }
  life.later(0, () => report(history, `${wish.arrival.type} ${transactionId.slice(-6)}`, apply()));
}

export function report(history: History, what: string, work: Promise<string>): void {
  work.then(
    (outcome) => {
      history.count('decisions');
      history.note(() => `ana: ${what} ${outcome}`);
    },
    () => history.count('decisionsThatFailed'),
  );
}

export function resolutionOf(
  { exceptionId, version }: OpenException,
  { arrival, by }: { readonly arrival: Pick<Arrival, 'type'>; readonly by: string },
  eventId: EventId,
): NonNullable<TransactionChange['resolves']> {
  return {
    exceptionId,
    eventId,
    expectedVersion: version,
    resolution: arrival.type,
    by,
    reason: 'It was looked into.',
  };
}

/**
 * Those who want it no longer: at any moment, also while it is being sent, somebody cancels one of
 * the documents under way, as the service would do it. It may fail like all else.
 */

import { runArrival, type Cancellation, type MemoryBooks, type Runtime } from '@kontor/engine';
import type { StoredTransaction } from '@kontor/engine';
import { isInDoubt } from '@kontor/server/possible-actions';
import { report } from './decide.ts';
import type { OfficeOptions } from './office.ts';

export type CancellingOptions = OfficeOptions & {
  /** How often somebody wants to, of the times they look. */
  readonly cancels: number;
};

export function startCancelling(options: CancellingOptions): void {
  const { scheduler, dice, cancels } = options;
  if (cancels === 0) return;
  function look(): void {
    if (dice.chance('cancelling', cancels)) cancelOne(options);
    scheduler.after(dice.skewed('cancelling', 20, 20_000), look);
  }
  scheduler.after(dice.skewed('cancelling', 20, 20_000), look);
}

function cancelOne(options: CancellingOptions): void {
  const platform = options.anyPlatform();
  const [first, ...rest] = [...options.books.transactions.values()].filter(
    ({ state }) => Object.keys(state.confirmed).length === 0 && !ENDED.includes(state.status),
  );
  if (!platform || !first) return;
  const { transactionId } = options.dice.oneOf('cancelling', [first, ...rest]);
  const { history } = options;
  const { store, runtime, life } = platform;
  async function apply(): Promise<string> {
    const transaction = await store.readTransaction(transactionId);
    const cancellation = transaction && cancellationOf(options, transaction, runtime);
    if (!cancellation) return 'not possible';
    const outcome = await store.cancelTransaction(cancellation);
    history.count(outcome === 'cancelled' ? 'cancelled' : 'cancelledTooLate');
    return outcome;
  }
  life.later(0, () => report(history, `Cancelled ${transactionId.slice(-6)}`, apply()));
}

function cancellationOf(
  { books, catalogue }: CancellingOptions,
  transaction: StoredTransaction,
  runtime: Runtime,
): Cancellation | undefined {
  const { transactionId, process, processVersion, state, version } = transaction;
  const arrival = { type: 'Cancelled', by: 'ana', reason: 'It is not wanted.' } as const;
  const definition = catalogue.find(process, processVersion);
  const progress = runArrival({ definition, transaction, state, arrival, actor: 'ana' }, runtime);
  if (!progress) return undefined;
  const change = { transactionId, expectedVersion: version, progress };
  const asked = exceptionOf(books, transaction);
  const resolves = asked && {
    ...{ exceptionId: asked.exceptionId, expectedVersion: asked.version },
    ...{ eventId: runtime.ids.next('EventId'), resolution: 'abandon' },
    ...{ by: 'ana', reason: 'It is not wanted.' },
  };
  const delivery = [...books.deliveries.values()].findLast(
    (each) => each.transactionId === transactionId && each.direction === 'forward',
  );
  if (state.status === 'waiting' || !delivery) return { ...change, ...(resolves && { resolves }) };
  const { deliveryId, attempts, lastSentAt, status } = delivery;
  if (state.status === 'working') {
    return { ...change, delivery: { deliveryId, kind: 'withdraw' } };
  }
  const lastOutcome = attempts.at(-1)?.outcome;
  const facts = {
    ...{ status, wasSentUnclearly: lastSentAt !== undefined },
    ...(lastOutcome !== undefined && { lastOutcome }),
  };
  if (isInDoubt(asked?.code ?? '', facts)) return undefined;
  return {
    ...change,
    ...(resolves && { resolves }),
    delivery: { deliveryId, kind: 'abandon' },
  };
}

/** The open one that asks about where it stands. */
function exceptionOf({ exceptions }: MemoryBooks, { transactionId, state }: StoredTransaction) {
  if (state.status === 'working') return undefined;
  return [...exceptions.values()].findLast(
    (exception) => exception.isOpen && exception.transactionId === transactionId,
  );
}

const ENDED: readonly string[] = ['done', 'refused', 'taken_back'];

/**
 * Waits for transactions to come to rest: done, refused, taken back, or in the hands of a person.
 *
 * Everybody who waits shares one look at the database per tick, however many they are; while nobody
 * waits, nothing is asked. Polling rather than LISTEN: a notification per settlement would be paid
 * for by every transaction, and is lost whenever the listening connection breaks.
 */

import type { Timers } from '@kontor/engine';
import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { readSettled } from './read-settled.ts';
import type { TransactionRow } from './transaction-row.ts';

export type OutcomeWatch = {
  /**
   * `over` when time is up or the caller went away; `absent` when it is not there, or not theirs.
   */
  wait(
    id: TransactionId,
    limits: {
      readonly legalEntities: ReadonlySet<string>;
      readonly waitMs: number;
      readonly signal: AbortSignal;
    },
  ): Promise<TransactionRow | 'absent' | 'over'>;
};

type Options = {
  readonly db: Queryable;
  readonly timers: Timers;
  /** Told of looks that failed; the next tick looks again. */
  readonly onTrouble: (error: unknown) => void;
};

type Waiter = {
  readonly id: TransactionId;
  readonly legalEntities: ReadonlySet<string>;
  readonly answer: (outcome: TransactionRow | 'absent') => void;
};

export function watchOutcomes({ db, timers, onTrouble }: Options): OutcomeWatch {
  const waiters = new Set<Waiter>();
  let isPolling = false;

  async function poll(): Promise<void> {
    isPolling = true;
    while (waiters.size > 0) {
      await timers.sleep(TICK_MS);
      await look([...waiters]).catch(onTrouble);
    }
    isPolling = false;
  }

  async function look(asking: readonly Waiter[]): Promise<void> {
    if (asking.length === 0) return;
    const ids = [...new Set(asking.map(({ id }) => id))];
    const { known, settled } = await readSettled(db, ids);
    for (const { id, legalEntities, answer } of asking) {
      const legalEntity = known.get(id);
      const row = settled.get(id);
      if (legalEntity === undefined || !legalEntities.has(legalEntity)) answer('absent');
      else if (row) answer(row);
    }
  }

  return {
    wait: (id, { legalEntities, waitMs, signal }) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end('over'), waitMs);
        const giveUp = () => end('over');
        const waiter: Waiter = { id, legalEntities, answer: end };
        function end(outcome: TransactionRow | 'absent' | 'over') {
          clearTimeout(timer);
          signal.removeEventListener('abort', giveUp);
          waiters.delete(waiter);
          resolve(outcome);
        }
        if (signal.aborted) return end('over');
        signal.addEventListener('abort', giveUp);
        waiters.add(waiter);
        if (!isPolling) void poll();
      }),
  };
}

/** Late enough to cost little, early enough that nobody notices behind an answer of a ledger. */
const TICK_MS = 40;

/**
 * The engine as the server runs it: the store on PostgreSQL, the queue of one connection, the
 * handler that delivers, settlements that share their commits. Only the connector does nothing.
 */

import {
  deliverHead,
  openPostgresStore,
  settleInOrder,
  startConnectionQueue,
  systemTimers,
} from '@kontor/engine';
import { systemClock, systemRandom } from '@kontor/kernel';
import type pg from 'pg';
import { drainAll, orderBook } from './contest.ts';
import { answeringAtOnce, noteCatalogue, noteRuntime } from './note-process.ts';

export type Draining = {
  readonly pool: pg.Pool;
  readonly keys: number;
  readonly failsOnce?: boolean;
  readonly concurrency: number;
};

/** Waits with everything at hand; nothing is leased before `drain` is called. */
export function openDrain({ pool, concurrency, ...contest }: Draining) {
  const store = openPostgresStore(pool);
  const { book, handle } = orderBook(contest);
  let settled = 0;
  const settle = settleInOrder({
    write: async (batch) => {
      const kept = await store.settle(batch);
      settled += batch.filter(
        ({ result }, index) => kept[index] === true && result.kind === 'finished',
      ).length;
      return kept;
    },
  });
  const queue = startConnectionQueue({
    ...{ connection: 'ledger', store, settle },
    handle: deliverHead({
      effects: () => answeringAtOnce(({ row }) => handle(row)),
      ...{ catalogue: noteCatalogue, runtime: noteRuntime },
      ...{ clock: systemClock, random: systemRandom },
    }),
    settings: { concurrency, pausedReason: 'nothing is drained yet' },
    ...{ clock: systemClock, random: systemRandom, timers: systemTimers },
    onTrouble: (error) => console.error(error),
  });
  return {
    settled: () => settled,
    async drain(enqueued: number, secondsMax: number) {
      queue.apply({ concurrency });
      const drained = await drainAll(() => settled, enqueued, secondsMax);
      await queue.stop();
      return { ...drained, overtaken: book.overtaken, repeated: book.repeated };
    },
  };
}

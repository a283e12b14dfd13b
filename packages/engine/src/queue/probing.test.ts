/**
 * Processes that share a ledger which stopped answering: each has a breaker of its own, and still
 * one call at a time sees whether it is back.
 */

import { seededRandom } from '@kontor/kernel';
import { virtualTime } from '@kontor/testing/virtual-time';
import { expect, test } from 'vitest';
import { deliverHead } from '../delivery/deliver-head.ts';
import type { Effects } from '../delivery/effects.ts';
import { processCatalogue } from '../process/catalogue.ts';
import { openMemoryStore } from '../store/memory/open-memory-store.ts';
import { noteProcess, someRuntime, someStart } from '../store/some-transactions.ts';
import { startConnectionQueue, type QueueSettings } from './connection-queue.ts';
import { settleInOrder } from './settle-in-order.ts';

test.each([1, 2, 3])('of three processes one probes at a time, seed %i', async (seed) => {
  const { atOnce, probes } = await outage(seed, 3, { concurrency: 4 });
  expect(atOnce).toBe(1);
  expect(probes).toBeGreaterThan(4);
});

test('lanes that waited for the rate when it stopped to answer are no probes', async () => {
  const { atOnce } = await outage(1, 1, { concurrency: 16, ratePerSecond: 0.8 });
  expect(atOnce).toBe(1);
});

/** How many calls were under way at once of those begun while no breaker was closed. */
async function outage(seed: number, processes: number, settings: QueueSettings) {
  const time = virtualTime();
  const { clock } = time;
  const random = seededRandom(seed);
  const store = openMemoryStore(clock);
  const runtime = someRuntime(clock, seed);
  const starts = Array.from({ length: 60 }, (_, n) =>
    someStart(runtime, { customer: `C${n % 30}`, number: `N${n}` }),
  );
  await store.acceptTransactions(starts);
  const returnMs = clock.elapsedMs() + OUTAGE_MS;
  let [underWay, atOnce, probes] = [0, 0, 0];
  const call = async <Answer>(answer: Answer): Promise<Answer | Silence> => {
    const isDown = clock.elapsedMs() < returnMs;
    const isProbe = isDown && queues.every((queue) => queue.inspect().breaker !== 'closed');
    const count = isProbe ? 1 : 0;
    underWay += count;
    probes += count;
    atOnce = Math.max(atOnce, underWay);
    await time.timers.sleep(isDown ? CALL_MS : 20);
    underWay -= count;
    return isDown ? SILENCE : answer;
  };
  const effects: Effects = () => ({
    idempotency: 'look-up',
    visibleAfterMs: 0,
    submit: async () => ({
      outcome: await call({ kind: 'confirmed', externalReference: 'D' } as const),
      exchanges: [],
    }),
    lookUp: async () => ({
      outcome: await call({ kind: 'absent' } as const),
      exchanges: [],
    }),
  });
  const catalogue = processCatalogue([noteProcess]);
  const queues = Array.from({ length: processes }, () =>
    startConnectionQueue({
      ...{ connection: 'ledger', store, settings, clock, random, timers: time.timers },
      settle: settleInOrder({ write: (batch) => store.settle(batch) }),
      handle: deliverHead({ effects, catalogue, runtime, clock, random }),
      onTrouble: (error) => expect(error).toBeUndefined(),
    }),
  );
  const isPosted = () =>
    [...store.books.deliveries.values()].every(
      ({ connection, status }) => connection !== 'ledger' || status === 'confirmed',
    );
  await time.run(isPosted, OUTAGE_MS * 10);
  queues.forEach((queue) => void queue.stop());
  return { atOnce, probes };
}

type Silence = { readonly kind: 'unknown'; readonly detail: string };

const SILENCE: Silence = { kind: 'unknown', detail: 'time-out' };
/** A call ends after this, answered or not. */
const CALL_MS = 8_000;
const OUTAGE_MS = 180_000;

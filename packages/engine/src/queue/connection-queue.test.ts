/**
 * The queue against a ledger that loses replies, is away, is slow to find what it has, and workers
 * that die with a lane in their hands. The law: whatever happens, every note is in the ledger once,
 * and each customer's notes are in the order in which they were accepted.
 */

import type { DeliveryOutcome, LookUpOutcome } from '@kontor/connector-sdk';
import { seededRandom, type Random, type TransactionId } from '@kontor/kernel';
import { virtualTime, type VirtualTime } from '@kontor/testing/virtual-time';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliverHead } from '../delivery/deliver-head.ts';
import type { Effects } from '../delivery/effects.ts';
import { processCatalogue } from '../process/catalogue.ts';
import type { EngineStore, NewTransaction } from '../store/engine-store.ts';
import { openMemoryStore } from '../store/memory/open-memory-store.ts';
import { noteProcess, someRuntime, someStart, type Note } from '../store/some-transactions.ts';
import { startConnectionQueue } from './connection-queue.ts';
import { settleInOrder } from './settle-in-order.ts';

type Posting = Note & { readonly reference: string };
type Faults = {
  readonly lostReplies: number;
  readonly lostRequests: number;
  readonly refusals: number;
  readonly deaths: number;
};

const VISIBLE_AFTER_MS = 2_000;
const NO_OTHER_FAULT = { lostRequests: 0, refusals: 0, deaths: 0 };

test.each([1, 2, 3, 4, 5])('with every fault at once, seed %i drains once and in order', (seed) =>
  drain(seed, { lostReplies: 0.1, lostRequests: 0.05, refusals: 0.1, deaths: 0.05 }),
);

test('a look-up within the same millisecond as the visibility delay is not believed', async () => {
  await drain(2_147_385_317, { lostReplies: 0.137_293_692_212_551_86, ...NO_OTHER_FAULT });
});

test('any mixture of faults drains, once and in order, or asks a person', async () => {
  const rate = fc.double({ min: 0, max: 0.3, noNaN: true });
  const faults = fc.record({ lostReplies: rate, lostRequests: rate, refusals: rate, deaths: rate });
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1 }), faults, drain), { numRuns: 40 });
});

async function drain(seed: number, faults: Faults): Promise<void> {
  const time = virtualTime();
  const random = seededRandom(seed);
  const store = openMemoryStore(time.clock);
  const runtime = someRuntime(time.clock, seed);
  const starts = Array.from({ length: 60 }, (_, n) =>
    someStart(runtime, { customer: `C${n % 7}`, number: `N${n}` }),
  );
  await store.acceptTransactions(starts);
  const ledger: Posting[] = [];
  const options = { time, random, store, runtime, faults };
  const queues = ['ledger', 'crm'].flatMap((connection) => [
    startWorker({ ...options, connection, ledger: connection === 'ledger' ? ledger : [] }),
    startWorker({ ...options, connection, ledger: connection === 'ledger' ? ledger : [] }),
  ]);
  const statusOf = (id: string) => store.books.transactions.get(id as TransactionId)?.state.status;
  const isParked = ({ transaction }: NewTransaction) =>
    statusOf(transaction.transactionId) === 'parked';
  const isFinal = (start: NewTransaction) =>
    statusOf(start.transaction.transactionId) === 'done' || isParked(start);
  await time.run(() => starts.every(isFinal), 24 * 3_600_000);
  queues.forEach((queue) => void queue.stop());
  expect(new Set(ledger.map(({ reference }) => reference)).size).toBe(ledger.length);
  const inLedger = new Set(ledger.map(({ number }) => number));
  for (const [customer, accepted] of Map.groupBy(starts, customerOf)) {
    // What a person must look at lets the others pass; all others keep their order.
    const parked = new Set(accepted.filter(isParked).map(numberOf));
    const expected = accepted.map(numberOf).filter((number) => !parked.has(number));
    expect(expected.filter((number) => !inLedger.has(number))).toEqual([]);
    const posted = ledger.filter((posting) => posting.customer === customer);
    expect(posted.map(({ number }) => number).filter((number) => !parked.has(number))).toEqual(
      expected,
    );
  }
}

function numberOf({ transaction }: NewTransaction): string {
  return transaction.number;
}

function customerOf({ transaction }: NewTransaction): string {
  return (transaction.input as Note).customer;
}

type Worker = {
  readonly connection: string;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly store: EngineStore;
  readonly runtime: ReturnType<typeof someRuntime>;
  readonly faults: Faults;
  readonly ledger: Posting[];
};

function startWorker(worker: Worker) {
  const { connection, time, random, store, runtime, faults } = worker;
  const handle = deliverHead({
    effects: faultyLedger(worker),
    catalogue: processCatalogue([noteProcess]),
    runtime,
    clock: time.clock,
    random,
  });
  return startConnectionQueue({
    connection,
    store,
    settle: settleInOrder({
      // A worker that dies after its call and before its commit leaves nothing behind.
      write: async (batch) =>
        random.fraction() < faults.deaths ? Promise.reject(new Error('died')) : store.settle(batch),
    }),
    handle,
    settings: { concurrency: 3 },
    clock: time.clock,
    random,
    timers: time.timers,
    onTrouble: () => {},
  });
}

/** Applies a posting each time it receives one: doubling would show. */
function faultyLedger({ time, random, faults, ledger }: Worker): Effects {
  const seenAtMs = new Map<string, number>();
  const unknown: DeliveryOutcome = { kind: 'unknown', detail: 'time-out' };
  async function submit(input: unknown): Promise<DeliveryOutcome> {
    const posting = input as Posting;
    await time.timers.sleep(random.fraction() * 50);
    if (random.fraction() < faults.refusals) {
      return { kind: 'retryable', cause: 'unavailable', detail: '503' };
    }
    if (random.fraction() < faults.lostRequests) return unknown;
    ledger.push(posting);
    seenAtMs.set(posting.reference, time.clock.elapsedMs());
    if (random.fraction() < faults.lostReplies) return unknown;
    return { kind: 'confirmed', externalReference: `D${ledger.length}` };
  }
  async function lookUp(input: unknown): Promise<LookUpOutcome> {
    const { reference } = input as Posting;
    const seen = seenAtMs.get(reference) ?? findInLedger(ledger, reference, time);
    if (seen === undefined) return { kind: 'absent' };
    // The index of the ledger lags: asked too early, it says that it has nothing.
    if (time.clock.elapsedMs() - seen < VISIBLE_AFTER_MS) return { kind: 'absent' };
    return { kind: 'confirmed', externalReference: 'D' };
  }
  return () => ({
    idempotency: 'look-up',
    visibleAfterMs: VISIBLE_AFTER_MS,
    submit: async (input) => ({ outcome: await submit(input), exchanges: [] }),
    lookUp: async (input) => ({ outcome: await lookUp(input), exchanges: [] }),
  });
}

/** What another worker posted became visible long ago, as far as this one knows. */
function findInLedger(ledger: Posting[], reference: string, time: VirtualTime): number | undefined {
  const isThere = ledger.some((posting) => posting.reference === reference);
  return isThere ? time.clock.elapsedMs() - VISIBLE_AFTER_MS : undefined;
}

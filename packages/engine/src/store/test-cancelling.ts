/** What every store must do when a transaction is cancelled: the part of the suite about it. */

import { present } from '@kontor/kernel';
import type { Input as Arrival, ProcessDefinition } from '@kontor/process';
import { expect, test } from 'vitest';
import { runArrival, type Runtime } from '../process/run-arrival.ts';
import type {
  Cancellation,
  EngineStore,
  LeasedHead,
  LeasedLane,
  SettlementResult,
  StoredTransaction,
} from './engine-store.ts';
import { noteProcess, someRuntime, someStart } from './some-transactions.ts';
import type { StoreUnderTest } from './store-suite.ts';

export function testCancelling(open: () => Promise<StoreUnderTest>): void {
  test('what waits leaves its lane; the others keep their order and nothing is in doubt', async () => {
    const world = await start(open, ['1', '2', '3', '4']);
    expect(await world.cancel('2')).toBe('cancelled');
    expect(await world.cancel('4')).toBe('cancelled');
    expect(await world.cancel('1')).toBe('cancelled');
    await world.accept('5');
    const [lane] = await world.lease();
    expect(numbersOf(lane)).toEqual(['3', '5']);
    expect(lane?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([false, false]);
    for (const head of lane?.heads ?? []) await world.confirm(lane, head);
    expect(await world.lease()).toEqual([]);
  });

  test('its number may be handed over again, and the new one is sent', async () => {
    const world = await start(open, ['1']);
    await world.cancel('1');
    const [outcome] = await world.accept('1');
    expect(outcome).toEqual({ kind: 'accepted' });
    const [lane] = await world.lease();
    expect(numbersOf(lane)).toEqual(['1']);
  });

  test('what a worker holds is not cancelled; what stands behind it in the lane is', async () => {
    const world = await start(open, ['1', '2', '3', '4']);
    const [lane] = await world.lease({ headsMax: 2 });
    expect(await world.cancel('1')).toBe('being_sent');
    expect(await world.cancel('2')).toBe('being_sent');
    expect(await world.cancel('3')).toBe('cancelled');
    for (const head of lane?.heads ?? []) await world.confirm(lane, head);
    const [next] = await world.lease();
    expect(numbersOf(next)).toEqual(['4']);
    expect(next?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([false]);
  });

  test('what a worker held without a word is in doubt, and stays so for the next', async () => {
    const world = await start(open, ['1', '2', '3']);
    await world.lease({ headsMax: 2, leaseMs: 20 });
    await world.wait(40);
    expect(await world.cancel('1')).toBe('in_doubt');
    expect(await world.cancel('3')).toBe('cancelled');
    const [lane] = await world.lease();
    // The time of a silent worker's sending is known to nobody, whoever looked since.
    expect(lane?.heads).toMatchObject([{ isInDoubt: true }]);
    expect(lane?.heads[0]).not.toHaveProperty('sinceSentMs');
    expect(numbersOf(lane)).toEqual(['1']);
    await world.confirm(lane, present(lane?.heads[0], 'it was leased'));
    const [next] = await world.lease();
    expect(numbersOf(next)).toEqual(['2']);
    expect(next?.heads).toMatchObject([{ isInDoubt: true }]);
    expect(next?.heads[0]).not.toHaveProperty('sinceSentMs');
  });

  test('a worker that fell silent settles nothing in a lane that was cancelled in', async () => {
    const world = await start(open, ['1', '2']);
    const [late] = await world.lease({ headsMax: 1, leaseMs: 20 });
    await world.wait(40);
    expect(await world.cancel('2')).toBe('cancelled');
    expect(await world.confirm(late, present(late?.heads[0], 'it was leased'))).toBe(false);
  });

  test('what was tried and certainly not taken is cancelled; what is in doubt is not', async () => {
    const world = await start(open, ['1', '2']);
    const again = { kind: 'again', dueInMs: 0, lookUps: 0, strikes: 0, detail: '' } as const;
    const [first] = await world.lease({ headsMax: 1 });
    await world.settle(first, first?.heads[0], { ...again, isInDoubt: false });
    expect(await world.cancel('1')).toBe('cancelled');
    const [second] = await world.lease({ headsMax: 1 });
    await world.settle(second, second?.heads[0], { ...again, isInDoubt: true, wasSent: true });
    expect(await world.cancel('2')).toBe('in_doubt');
    const [third] = await world.lease();
    expect(numbersOf(third)).toEqual(['2']);
    expect(third?.heads[0]?.isInDoubt).toBe(true);
  });

  test('a head that rests after a failure leaves the rest of it to nobody', async () => {
    const world = await start(open, ['1', '2']);
    const [lane] = await world.lease({ headsMax: 1 });
    const again = { kind: 'again', lookUps: 0, strikes: 0, detail: '' } as const;
    await world.settle(lane, lane?.heads[0], { ...again, isInDoubt: false, dueInMs: 400 });
    expect(await world.cancel('1')).toBe('cancelled');
    expect(await world.lease()).toEqual([]);
    await world.wait(500);
    const [next] = await world.lease();
    expect(numbersOf(next)).toEqual(['2']);
  });

  test('of two who cancel at once, one does', async () => {
    const world = await start(open, ['1']);
    const [one, other] = [await world.prepare('1'), await world.prepare('1')];
    const outcomes = await Promise.all([
      world.store.cancelTransaction(one),
      world.store.cancelTransaction(other),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'cancelled')).toHaveLength(1);
  });

  test('a parked one is ended, and the lane that it held goes on', async () => {
    const world = await start(open, ['1', '2']);
    const [lane] = await world.lease({ headsMax: 1 });
    const head = present(lane?.heads[0], 'it was leased');
    const reason = 'attempts_exhausted';
    const arrival: Arrival = { type: 'Parked', step: 'post', reason, detail: '' };
    const progress = world.arrive(transactionOf(head), arrival);
    const parked = { kind: 'parked', policy: 'hold', isInDoubt: false, detail: '' } as const;
    await world.settle(lane, head, { ...parked, progress });
    expect(await world.lease()).toEqual([]);
    expect(await world.cancel('1', 'abandon')).toBe('cancelled');
    const [next] = await world.lease();
    expect(numbersOf(next)).toEqual(['2']);
  });
}

async function start(open: () => Promise<StoreUnderTest>, numbers: readonly string[]) {
  const { store, clock, wait } = await open();
  const runtime = someRuntime(clock);
  const known = new Map<string, ReturnType<typeof someStart>>();
  const accept = (...wanted: readonly string[]) => {
    const starts = wanted.map((number) => someStart(runtime, { number }));
    wanted.forEach((number, at) => known.set(number, present(starts[at], 'one each')));
    return store.acceptTransactions(starts);
  };
  await accept(...numbers);
  const limits = { connection: 'ledger', lanesMax: 10, headsMax: 10, leaseMs: 30_000 };
  const prepare = (number: string, kind: 'withdraw' | 'abandon' = 'withdraw') =>
    cancellationOf(store, runtime, present(known.get(number), 'it was accepted'), kind);
  const settle = async (
    lane: LeasedLane | undefined,
    head: LeasedHead | undefined,
    result: SettlementResult,
  ) => {
    const [lease, settled] = [present(lane, 'leased'), present(head, 'a head')];
    const transaction = transactionOf(settled);
    const settlement = { lease, head: settled, transaction, attempts: [], result };
    return (await store.settle([settlement]))[0];
  };
  return {
    ...{ store, wait, accept, prepare, settle },
    lease: (wanted: { headsMax?: number; leaseMs?: number } = {}) =>
      store.leaseLanes({ ...limits, ...wanted }),
    cancel: async (number: string, kind?: 'withdraw' | 'abandon') =>
      store.cancelTransaction(await prepare(number, kind)),
    arrive: (transaction: StoredTransaction, arrival: Arrival) =>
      arrive(runtime, transaction, arrival),
    confirm: (lane: LeasedLane | undefined, head: LeasedHead) => {
      const outcome = { kind: 'confirmed', externalReference: 'D1' } as const;
      const arrival: Arrival = { type: 'Delivered', step: 'post', outcome };
      const progress = arrive(runtime, transactionOf(head), arrival);
      const isLast = head.position === lane?.heads.at(-1)?.position;
      return settle(lane, head, { kind: 'finished', status: 'confirmed', isLast, progress });
    },
  };
}

async function cancellationOf(
  store: EngineStore,
  runtime: Runtime,
  { transaction, progress }: ReturnType<typeof someStart>,
  kind: 'withdraw' | 'abandon',
): Promise<Cancellation> {
  const stored = present(await store.readTransaction(transaction.transactionId), 'it exists');
  const { deliveryId } = present(progress.deliveries[0], 'it is delivered');
  const arrival: Arrival = { type: 'Cancelled', by: 'ana', reason: 'Ordered twice' };
  return {
    transactionId: transaction.transactionId,
    expectedVersion: stored.version,
    progress: arrive(runtime, stored, arrival),
    delivery: { deliveryId, kind },
  };
}

function arrive(runtime: Runtime, transaction: StoredTransaction, arrival: Arrival) {
  const run = { definition, transaction, state: transaction.state, arrival, actor: 'ana' };
  return present(runArrival(run, runtime), 'the arrival belongs');
}

function transactionOf({ subject }: LeasedHead): StoredTransaction {
  if (subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  return subject.transaction;
}

function numbersOf(lane: LeasedLane | undefined): readonly string[] {
  return (lane?.heads ?? []).map((head) => transactionOf(head).number);
}

const definition = noteProcess as unknown as ProcessDefinition;

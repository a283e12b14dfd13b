/**
 * What every store must do. One suite, run against memory and PostgreSQL, so that what is proved on
 * the one holds on the other.
 */

import { present, type Clock } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import { describe, expect, test } from 'vitest';
import { runArrival, type Runtime } from '../process/run-arrival.ts';
import type {
  AcceptOutcome,
  EngineStore,
  LeasedHead,
  LeasedLane,
  Settlement,
  SettlementResult,
} from './engine-store.ts';
import type { DrainControl } from './drain-control.ts';
import { testAcceptingTogether } from './test-accepting-together.ts';
import { testCalls } from './test-calls.ts';
import { testCancelling } from './test-cancelling.ts';
import { testCorrecting } from './test-correcting.ts';
import { testDraining } from './test-draining.ts';
import { testEndingLeases } from './test-ending-leases.ts';
import { testSuspects } from './test-suspects.ts';
import { noteProcess, someRuntime, someStart, type Note } from './some-transactions.ts';

export type StoreUnderTest = {
  readonly store: EngineStore;
  readonly clock: Clock;
  /** Lets time pass: really, or by moving a clock. */
  readonly wait: (ms: number) => Promise<void>;
  /** Has the store obey what people and calendars decided, as from now. */
  readonly decide: (control: DrainControl) => Promise<void>;
};

export function testEngineStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: accepting`, () => testAccepting(open));
  describe(`${name}: accepting together`, () => testAcceptingTogether(open));
  describe(`${name}: lanes`, () => testLanes(open));
  describe(`${name}: suspects`, () => testSuspects(open));
  describe(`${name}: the leases of the dead`, () => testEndingLeases(open));
  describe(`${name}: settling`, () => testSettling(open));
  describe(`${name}: draining`, () => testDraining(open));
  describe(`${name}: calls`, () => testCalls(open));
  describe(`${name}: cancelling`, () => testCancelling(open));
  describe(`${name}: correcting`, () => testCorrecting(open));
}

function testAccepting(open: () => Promise<StoreUnderTest>): void {
  test('the same key and request is answered as the first time, and happens once', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const first = someStart(runtime, { number: 'A1', key: 'k' });
    expect(await store.acceptTransactions([first])).toEqual([{ kind: 'accepted' }]);
    const again = someStart(runtime, { number: 'A1', key: 'k' });
    const replayed: AcceptOutcome = {
      kind: 'replayed',
      transactionId: first.transaction.transactionId,
      reply: { number: 'A1' },
    };
    expect(await store.acceptTransactions([again])).toEqual([replayed]);
    expect(await store.readTransaction(again.transaction.transactionId)).toBeUndefined();
  });

  test('a key used for another request is refused', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions([someStart(runtime, { key: 'k', fingerprint: 'one' })]);
    const other = someStart(runtime, { key: 'k', fingerprint: 'other' });
    expect(await store.acceptTransactions([other])).toEqual([{ kind: 'key_reused' }]);
  });

  test('two requests with one key in one batch are one transaction', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const batch = [1, 2, 3].map(() => someStart(runtime, { number: 'B1', key: 'k' }));
    const outcomes = await store.acceptTransactions(batch);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'replayed', 'replayed']);
  });

  test('a business key is taken once, in a batch and across batches, and its key is not burnt', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const [first, second] = [
      someStart(runtime, { number: 'C1' }),
      someStart(runtime, { number: 'C1' }),
    ];
    const holder = first.transaction.transactionId;
    expect(await store.acceptTransactions([first, second])).toEqual([
      { kind: 'accepted' },
      { kind: 'duplicate', transactionId: holder },
    ]);
    const third = someStart(runtime, { number: 'C1', key: 'fresh' });
    expect(await store.acceptTransactions([third])).toEqual([
      { kind: 'duplicate', transactionId: holder },
    ]);
    const corrected = someStart(runtime, { number: 'C2', key: 'fresh' });
    expect(await store.acceptTransactions([corrected])).toEqual([{ kind: 'accepted' }]);
  });
}

function testLanes(open: () => Promise<StoreUnderTest>): void {
  test('heads of a lane are handed out in the order in which they were accepted', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const starts = ['1', '2', '3', '4'].map((number) => someStart(runtime, { number }));
    await store.acceptTransactions(starts.slice(0, 2));
    await store.acceptTransactions(starts.slice(2));
    const [lane] = await leaseLedger(store, { headsMax: 3 });
    expect(numbersOf(lane)).toEqual(['1', '2', '3']);
    expect(lane?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([false, false, false]);
  });

  test('a leased lane is not handed out again before its lease ends', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    expect(await leaseLedger(store, { leaseMs: 60 })).toHaveLength(1);
    expect(await leaseLedger(store)).toHaveLength(0);
    await wait(90);
    expect(await leaseLedger(store)).toHaveLength(1);
  });

  test('what a silent worker held is handed out in doubt; what it never held is not', async () => {
    const { store, clock, wait } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions(['1', '2', '3'].map((number) => someStart(runtime, { number })));
    await leaseLedger(store, { headsMax: 2, leaseMs: 20 });
    await wait(50);
    const [lane] = await leaseLedger(store);
    expect(lane?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([true]);
    await store.settle([confirmed(runtime, lane, { isLast: true })]);
    const [next] = await leaseLedger(store);
    expect(next?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([true, false]);
  });

  test('a lease that was renewed lasts longer, and a lost one cannot be renewed', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    const [lane] = await leaseLedger(store, { leaseMs: 80 });
    expect(await store.renewLease(present(lane, 'leased'), 10_000)).toBe(true);
    await wait(120);
    expect(await leaseLedger(store)).toHaveLength(0);
    expect(await store.renewLease({ ...present(lane, 'leased'), token: 0n }, 10_000)).toBe(false);
  });

  test('lanes of other connections and other customers do not wait', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions(['A', 'B'].map((customer) => someStart(runtime, { customer })));
    expect(await leaseLedger(store)).toHaveLength(2);
    expect(await store.leaseLanes({ ...LEASE, connection: 'crm' })).toHaveLength(0);
  });
}

function testSettling(open: () => Promise<StoreUnderTest>): void {
  test('a confirmed head moves the lane and starts the next step in its lane', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions(['1', '2'].map((number) => someStart(runtime, { number })));
    const [lane] = await leaseLedger(store, { headsMax: 1 });
    expect(await store.settle([confirmed(runtime, lane, { isLast: true })])).toEqual([true]);
    const [next] = await leaseLedger(store);
    expect(numbersOf(next)).toEqual(['2']);
    expect(next?.heads[0]?.isInDoubt).toBe(false);
    const [crm] = await store.leaseLanes({ ...LEASE, connection: 'crm' });
    expect(numbersOf(crm)).toEqual(['1']);
  });

  test('a late worker settles nothing', async () => {
    const { store, clock, wait } = await open();
    const runtime = someRuntime(clock);
    const start = someStart(runtime);
    await store.acceptTransactions([start]);
    const [late] = await leaseLedger(store, { leaseMs: 10 });
    await wait(40);
    const [next] = await leaseLedger(store);
    expect(await store.settle([confirmed(runtime, late, { isLast: true })])).toEqual([false]);
    const unchanged = await store.readTransaction(start.transaction.transactionId);
    expect(unchanged?.version).toBe(1);
    expect(await store.settle([confirmed(runtime, next, { isLast: true })])).toEqual([true]);
    const moved = await store.readTransaction(start.transaction.transactionId);
    expect(moved?.state.confirmed['post']?.externalReference).toBe('D1');
  });

  test('heads of one lease are settled one after another, and the rest is given back unsent', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions(['1', '2', '3'].map((number) => someStart(runtime, { number })));
    const [lane] = await leaseLedger(store);
    const again: SettlementResult = {
      kind: 'again',
      isInDoubt: false,
      dueInMs: 0,
      lookUps: 0,
      strikes: 1,
      detail: 'busy',
    };
    const batch = [confirmed(runtime, lane, { isLast: false }), settlement(lane, 1, again)];
    expect(await store.settle(batch)).toEqual([true, true]);
    const [next] = await leaseLedger(store);
    expect(numbersOf(next)).toEqual(['2', '3']);
    expect(next?.heads.map(({ isInDoubt, strikes }) => [isInDoubt, strikes])).toEqual([
      [false, 1],
      [false, 0],
    ]);
  });

  test('what was in doubt behind a head stays in doubt when the head is put off', async () => {
    const { store, clock, wait } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions(['1', '2', '3'].map((number) => someStart(runtime, { number })));
    await leaseLedger(store, { headsMax: 2, leaseMs: 20 });
    await wait(50);
    const [lane] = await leaseLedger(store);
    const later = { kind: 'again', isInDoubt: true, dueInMs: 0, lookUps: 0, strikes: 0 } as const;
    await store.settle([settlement(lane, 0, { ...later, detail: 'it will be looked up' })]);
    const [next] = await leaseLedger(store);
    expect(next?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([true]);
    await store.settle([confirmed(runtime, next, { isLast: true })]);
    const [behind] = await leaseLedger(store);
    expect(behind?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([true, false]);
  });

  test('a settlement that arrives twice counts once, also when it put its head off', async () => {
    const { store, clock } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    const [lane] = await leaseLedger(store);
    const busy = { kind: 'again', isInDoubt: false, dueInMs: 0, lookUps: 0 } as const;
    const again = settlement(lane, 0, { ...busy, strikes: 1, detail: 'busy' });
    expect(await store.settle([again])).toEqual([true]);
    expect(await store.settle([again])).toEqual([false]);
  });

  test('nobody knows when a worker sent that died without a word, whatever was noted before', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    const [lane] = await leaseLedger(store);
    const unknown = { kind: 'again', isInDoubt: true, dueInMs: 0, lookUps: 0, strikes: 1 } as const;
    await store.settle([settlement(lane, 0, { ...unknown, detail: 'time-out', wasSent: true })]);
    const [spoken] = await leaseLedger(store, { leaseMs: 20 });
    expect(spoken?.heads[0]?.sinceSentMs).toBeGreaterThanOrEqual(0);
    await wait(50);
    const [silent] = await leaseLedger(store);
    expect(silent?.heads[0]).toMatchObject({ isInDoubt: true });
    expect(silent?.heads[0]).not.toHaveProperty('sinceSentMs');
  });

  test('what a worker that died may have sent is noted as sent when the next leaves it', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    const [lane] = await leaseLedger(store);
    const unknown = { kind: 'again', isInDoubt: true, dueInMs: 0, lookUps: 0, strikes: 1 } as const;
    await store.settle([settlement(lane, 0, { ...unknown, detail: 'time-out', wasSent: true })]);
    await wait(100);
    await leaseLedger(store, { leaseMs: 20 });
    await wait(50);
    const [silent] = await leaseLedger(store);
    await store.settle([settlement(silent, 0, { kind: 'untouched', wasSent: true })]);
    const [next] = await leaseLedger(store);
    expect(next?.heads[0]).toMatchObject({ isInDoubt: true });
    expect(next?.heads[0]?.sinceSentMs).toBeLessThan(150);
  });

  test('an unknown outcome rests, and comes back in doubt', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    const [lane] = await leaseLedger(store);
    const unknown: SettlementResult = {
      kind: 'again',
      isInDoubt: true,
      dueInMs: 60,
      lookUps: 0,
      strikes: 1,
      detail: 'time-out',
      wasSent: true,
    };
    await store.settle([settlement(lane, 0, unknown)]);
    expect(await leaseLedger(store)).toHaveLength(0);
    await wait(90);
    const [next] = await leaseLedger(store);
    expect(next?.heads[0]?.isInDoubt).toBe(true);
    expect(next?.heads[0]?.sinceSentMs).toBeGreaterThanOrEqual(60);
  });

  test('a parked head that passes lets the next one go; retried, it stands at the tail', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const starts = ['1', '2'].map((number) => someStart(runtime, { number }));
    await store.acceptTransactions(starts);
    const [lane] = await leaseLedger(store, { headsMax: 1 });
    await store.settle([parked(runtime, lane, 'pass')]);
    const [next] = await leaseLedger(store, { headsMax: 1 });
    expect(numbersOf(next)).toEqual(['2']);
    expect(await resume(store, runtime, lane)).toBe('changed');
    expect(await resume(store, runtime, lane)).toBe('stale');
    await store.settle([confirmed(runtime, next, { isLast: true })]);
    const [last] = await leaseLedger(store);
    expect(numbersOf(last)).toEqual(['1']);
    expect(last?.heads[0]?.isInDoubt).toBe(true);
  });

  test('a parked head that holds keeps its lane until it is retried', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    await store.acceptTransactions(['1', '2'].map((number) => someStart(runtime, { number })));
    const [lane] = await leaseLedger(store);
    await store.settle([parked(runtime, lane, 'hold')]);
    expect(await leaseLedger(store)).toHaveLength(0);
    expect(await resume(store, runtime, lane)).toBe('changed');
    expect(numbersOf((await leaseLedger(store))[0])).toEqual(['1', '2']);
  });
}

const LEASE = { connection: 'ledger', lanesMax: 10, headsMax: 10, leaseMs: 30_000 };

function leaseLedger(
  store: EngineStore,
  request: Partial<typeof LEASE> = {},
): Promise<readonly LeasedLane[]> {
  return store.leaseLanes({ ...LEASE, ...request });
}

function numbersOf(lane: LeasedLane | undefined): readonly string[] | undefined {
  return lane?.heads.map((head) => (transactionOf(head).input as Note).number);
}

function transactionOf({ subject }: LeasedHead) {
  if (subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  return subject.transaction;
}

function settlement(
  lane: LeasedLane | undefined,
  index: number,
  result: SettlementResult,
): Settlement {
  const { laneId, orderingKey, token, sentBefore, heads } = present(lane, 'a lane was leased');
  const head = present(heads[index], 'the lane has that head');
  return {
    lease: { laneId, orderingKey, token, sentBefore },
    head,
    transaction: transactionOf(head),
    attempts: [],
    result,
  };
}

function confirmed(
  runtime: Runtime,
  lane: LeasedLane | undefined,
  { isLast }: { isLast: boolean },
): Settlement {
  const outcome = { kind: 'confirmed', externalReference: 'D1' } as const;
  const progress = arrive(runtime, lane, { type: 'Delivered', step: 'post', outcome });
  return settlement(lane, 0, { kind: 'finished', status: 'confirmed', isLast, progress });
}

function parked(
  runtime: Runtime,
  lane: LeasedLane | undefined,
  policy: 'hold' | 'pass',
): Settlement {
  const detail = 'nobody knows';
  const arrival = { type: 'Parked', step: 'post', reason: 'outcome_unknown', detail } as const;
  const progress = arrive(runtime, lane, arrival);
  return settlement(lane, 0, { kind: 'parked', policy, isInDoubt: true, detail, progress });
}

function arrive(
  runtime: Runtime,
  lane: LeasedLane | undefined,
  arrival: Parameters<typeof runArrival>[0]['arrival'],
) {
  const transaction = transactionOf(present(lane?.heads[0], 'a head was leased'));
  const definition = noteProcess as unknown as ProcessDefinition;
  const run = { definition, transaction, state: transaction.state, arrival, actor: 'engine' };
  return present(runArrival(run, runtime), 'the arrival belongs');
}

async function resume(store: EngineStore, runtime: Runtime, lane: LeasedLane | undefined) {
  const head = present(lane?.heads[0], 'a head was leased');
  const { transactionId } = transactionOf(head);
  const transaction = present(await store.readTransaction(transactionId), 'it exists');
  const run = {
    definition: noteProcess as unknown as ProcessDefinition,
    transaction,
    state: transaction.state,
    arrival: { type: 'Resumed', step: 'post', by: 'ana', reason: 'Checked in the ledger' } as const,
    actor: 'ana',
  };
  const progress = runArrival(run, runtime);
  if (!progress) return 'stale';
  return store.changeTransaction({
    transactionId,
    expectedVersion: transaction.version,
    progress,
    delivery: { deliveryId: head.deliveryId, kind: 'retry' },
  });
}

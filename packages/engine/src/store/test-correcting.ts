/** What every store must do with a corrected document: the part of the suite about corrections. */

import { present, type TransactionId } from '@kontor/kernel';
import type { Input as Arrival, ParkReason, ProcessDefinition } from '@kontor/process';
import { expect, test } from 'vitest';
import { correctTransaction } from '../process/correct-transaction.ts';
import { runArrival, type Runtime } from '../process/run-arrival.ts';
import type { EngineStore, LeasedLane, SettlementResult } from './engine-store.ts';
import { noteProcess, someRuntime, someStart, type Note } from './some-transactions.ts';
import type { StoreUnderTest } from './store-suite.ts';

export function testCorrecting(open: () => Promise<StoreUnderTest>): void {
  test('of a refusal goes to the tail, with the new document, and keeps the old one', async () => {
    const { store, runtime } = await start(open, ['1', '2']);
    const [lane] = await lease(store, 1);
    await refuse(store, runtime, lane);
    expect(await correct(store, runtime, lane, { customer: 'C1', number: '1', amount: '7' })).toBe(
      'changed',
    );
    const [next] = await lease(store);
    expect(inputsOf(next).map(({ number, amount }) => [number, amount])).toEqual([
      ['2', '10.00'],
      ['1', '7'],
    ]);
    expect(next?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([false, false]);
    const versions = await store.readInputVersions(idOf(lane));
    expect(versions).toMatchObject([
      { version: 1, input: { amount: '10.00' } },
      { version: 2, input: { amount: '7' }, by: 'ana', reason: 'The amount was wrong' },
    ]);
    expect(versions[0]).not.toHaveProperty('by');
  });

  test('of a head that holds its lane keeps its place and is not in doubt', async () => {
    const { store, runtime } = await start(open, ['1', '2']);
    const [lane] = await lease(store, 1);
    await park(store, runtime, lane, { policy: 'hold' });
    expect(await lease(store)).toEqual([]);
    const note = { customer: 'C1', number: '1', amount: '8' };
    expect(await correct(store, runtime, lane, note)).toBe('changed');
    const [next] = await lease(store);
    expect(inputsOf(next).map(({ amount }) => amount)).toEqual(['8', '10.00']);
    expect(next?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([false, false]);
  });

  test('of a head that others passed stands at the tail, once', async () => {
    const { store, runtime } = await start(open, ['1', '2']);
    const [lane] = await lease(store, 1);
    await park(store, runtime, lane, { policy: 'pass' });
    await correct(store, runtime, lane, { customer: 'C1', number: '1', amount: '9' });
    const [next] = await lease(store);
    expect(inputsOf(next).map(({ number, amount }) => [number, amount])).toEqual([
      ['2', '10.00'],
      ['1', '9'],
    ]);
  });

  test('of what may have arrived changes nothing, whatever the reason it was parked for', async () => {
    const { store, runtime } = await start(open, ['1']);
    const [lane] = await lease(store, 1);
    await park(store, runtime, lane, { policy: 'hold', lastOutcome: 'unknown' });
    expect(await correct(store, runtime, lane, { customer: 'C1', number: '1', amount: '9' })).toBe(
      'stale',
    );
    const unchanged = await store.readTransaction(idOf(lane));
    expect(unchanged).toMatchObject({ input: { amount: '10.00' }, state: { status: 'parked' } });
    expect(await store.readInputVersions(idOf(lane))).toHaveLength(1);
  });

  test('of two people who correct at once, one does', async () => {
    const { store, runtime } = await start(open, ['1']);
    const [lane] = await lease(store, 1);
    await refuse(store, runtime, lane);
    const first = await prepare(store, runtime, lane, { customer: 'C1', number: '1', amount: '1' });
    const second = await prepare(store, runtime, lane, {
      customer: 'C1',
      number: '1',
      amount: '2',
    });
    const outcomes = [await store.changeTransaction(first), await store.changeTransaction(second)];
    expect(outcomes).toEqual(['changed', 'stale']);
    expect(await store.readInputVersions(idOf(lane))).toHaveLength(2);
    const [next] = await lease(store);
    expect(inputsOf(next).map(({ amount }) => amount)).toEqual(['1']);
  });
}

async function start(open: () => Promise<StoreUnderTest>, numbers: readonly string[]) {
  const { store, clock } = await open();
  const runtime = someRuntime(clock);
  await store.acceptTransactions(numbers.map((number) => someStart(runtime, { number })));
  return { store, runtime };
}

function lease(store: EngineStore, headsMax = 10): Promise<readonly LeasedLane[]> {
  return store.leaseLanes({ connection: 'ledger', lanesMax: 10, headsMax, leaseMs: 30_000 });
}

function inputsOf(lane: LeasedLane | undefined): readonly Note[] {
  return (lane?.heads ?? []).map(({ subject }) => {
    if (subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
    return subject.transaction.input as Note;
  });
}

function headOf(lane: LeasedLane | undefined) {
  const head = present(lane?.heads[0], 'a head was leased');
  if (head.subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  return { head, transaction: head.subject.transaction };
}

function idOf(lane: LeasedLane | undefined): TransactionId {
  return headOf(lane).transaction.transactionId;
}

async function refuse(store: EngineStore, runtime: Runtime, lane: LeasedLane | undefined) {
  const outcome = {
    kind: 'rejected',
    reason: 'business_rule',
    vendorCode: 'X',
    vendorText: 'No.',
  } as const;
  const progress = arrive(runtime, lane, { type: 'Delivered', step: 'post', outcome });
  await settle(
    store,
    lane,
    { kind: 'finished', status: 'rejected', isLast: true, progress },
    'rejected',
  );
}

async function park(
  store: EngineStore,
  runtime: Runtime,
  lane: LeasedLane | undefined,
  { policy, lastOutcome = 'retryable' }: { policy: 'hold' | 'pass'; lastOutcome?: string },
) {
  const reason: ParkReason = 'attempts_exhausted';
  const progress = arrive(runtime, lane, { type: 'Parked', step: 'post', reason, detail: '' });
  const isInDoubt = lastOutcome === 'unknown';
  await settle(
    store,
    lane,
    { kind: 'parked', policy, isInDoubt, detail: '', progress },
    lastOutcome,
  );
}

async function settle(
  store: EngineStore,
  lane: LeasedLane | undefined,
  result: SettlementResult,
  outcome: string,
) {
  const { laneId, orderingKey, token, sentBefore } = present(lane, 'a lane was leased');
  const { head, transaction } = headOf(lane);
  const startedAt = transaction.acceptedAt;
  const attempts = [{ kind: 'submit', outcome, exchanges: [], startedAt, durationMs: 1 } as const];
  const settlement = {
    lease: { laneId, orderingKey, token, sentBefore },
    head,
    transaction,
    attempts,
    result,
  };
  expect(await store.settle([settlement])).toEqual([true]);
}

function arrive(runtime: Runtime, lane: LeasedLane | undefined, arrival: Arrival) {
  const { transaction } = headOf(lane);
  const run = { definition, transaction, state: transaction.state, arrival, actor: 'engine' };
  return present(runArrival(run, runtime), 'the arrival belongs');
}

async function correct(
  store: EngineStore,
  runtime: Runtime,
  lane: LeasedLane | undefined,
  input: Note,
) {
  return store.changeTransaction(await prepare(store, runtime, lane, input));
}

async function prepare(
  store: EngineStore,
  runtime: Runtime,
  lane: LeasedLane | undefined,
  input: Note,
) {
  const { head } = headOf(lane);
  const transaction = present(await store.readTransaction(idOf(lane)), 'it exists');
  const isParked = transaction.state.status === 'parked';
  const change = correctTransaction(
    {
      definition,
      transaction,
      state: transaction.state,
      actor: 'ana',
      arrival: {
        type: 'Corrected',
        by: 'ana',
        reason: 'The amount was wrong',
        version: 2,
        input,
        changes: [],
      },
      expectedVersion: transaction.version,
      ...(isParked && { parked: head.deliveryId }),
    },
    runtime,
  );
  return present(change, 'it can be corrected');
}

const definition = noteProcess as unknown as ProcessDefinition;

/**
 * What every store must do with the leases of a process that is known to be dead: the part of the
 * suite about ending them.
 */

import { present } from '@kontor/kernel';
import { expect, test } from 'vitest';
import type { EngineStore, Holder, LeasedLane, LeaseRequest } from './engine-store.ts';
import { someRuntime, someStart } from './some-transactions.ts';
import type { StoreUnderTest } from './store-suite.ts';

export function testEndingLeases(open: () => Promise<StoreUnderTest>): void {
  test('what the dead held is leased again in its time, in doubt and at an unknown time', async () => {
    const { store, wait } = await opened(open, ['A', 'B']);
    await lease(store, { holder: DEAD, lanesMax: 1 });
    await lease(store, { holder: LIVING });
    expect(await store.endLeases(DEAD, 200)).toBe(1);
    expect(await lease(store)).toEqual([]);
    await wait(250);
    const [lane, ...others] = await lease(store);
    expect(others).toEqual([]);
    expect(lane?.heads).toMatchObject([{ isInDoubt: true, deaths: 1 }]);
    expect(lane?.heads[0]).not.toHaveProperty('sinceSentMs');
  });

  test('a lease that ends sooner by itself is not made longer', async () => {
    const { store, wait } = await opened(open, ['A']);
    await lease(store, { holder: DEAD, leaseMs: 100 });
    expect(await store.endLeases(DEAD, 10_000)).toBe(0);
    await wait(150);
    expect(await lease(store)).toHaveLength(1);
  });

  test('what was given back, or leased by others since, is not touched', async () => {
    const { store, wait } = await opened(open, ['A']);
    const [first] = await lease(store, { holder: DEAD, leaseMs: 50 });
    await wait(100);
    // As the release before does it: nobody is noted, and the note of before is stale.
    expect((await lease(store)).map(({ laneId }) => laneId)).toEqual([first?.laneId]);
    expect(await store.endLeases(DEAD, 0)).toBe(0);
    expect(await lease(store)).toEqual([]);
    const again = await opened(open, ['A']);
    const lane = present((await lease(again.store, { holder: DEAD }))[0], 'it is ready');
    const head = present(lane.heads[0], 'it has a head');
    const settled = { lease: lane, head, attempts: [] };
    await again.store.settle([{ ...settled, result: { kind: 'again', ...AGAIN } }]);
    expect(await again.store.endLeases(DEAD, 0)).toBe(0);
    expect(await lease(again.store)).toEqual([]);
  });

  test('the dead settles nothing any more, once its lane is in other hands', async () => {
    const { store } = await opened(open, ['A']);
    const lane = present((await lease(store, { holder: DEAD }))[0], 'it is ready');
    const head = present(lane.heads[0], 'it has a head');
    await store.endLeases(DEAD, 0);
    expect(await lease(store)).toHaveLength(1);
    const late = { lease: lane, head, attempts: [] };
    expect(await store.settle([{ ...late, result: { kind: 'again', ...AGAIN } }])).toEqual([false]);
    expect(await store.renewLease(lane, 30_000)).toBe(false);
  });
}

async function opened(open: () => Promise<StoreUnderTest>, customers: readonly string[]) {
  const under = await open();
  const runtime = someRuntime(under.clock);
  const starts = customers.map((customer) => someStart(runtime, { customer, number: customer }));
  await under.store.acceptTransactions(starts);
  return under;
}

function lease(
  store: EngineStore,
  request: Partial<LeaseRequest> = {},
): Promise<readonly LeasedLane[]> {
  const usual = { connection: 'ledger', lanesMax: 10, headsMax: 10, leaseMs: 20_000 };
  return store.leaseLanes({ ...usual, ...request });
}

const DEAD: Holder = 'a0a0a0a0-0000-4000-8000-000000000001';
const LIVING: Holder = 'a0a0a0a0-0000-4000-8000-000000000002';
const AGAIN = {
  ...{ isInDoubt: false, dueInMs: 60_000, lookUps: 0, strikes: 0, detail: 'later' },
} as const;

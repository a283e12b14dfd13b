/**
 * What every store must do with lanes whose holder fell silent: it may have been ended by what it
 * worked on. The part of the suite about suspects.
 */

import { present } from '@kontor/kernel';
import { expect, test } from 'vitest';
import type { EngineStore, LeasedLane, LeaseRequest } from './engine-store.ts';
import { someRuntime, someStart } from './some-transactions.ts';
import type { StoreUnderTest } from './store-suite.ts';

export function testSuspects(open: () => Promise<StoreUnderTest>): void {
  test('of lanes whose holder fell silent one is handed out at a time, with its head alone', async () => {
    const { store, clock, wait } = await open();
    const runtime = someRuntime(clock);
    const starts = ['A', 'A', 'B'].map((customer, at) =>
      someStart(runtime, { customer, number: `${at}` }),
    );
    await store.acceptTransactions(starts);
    await lease(store, { leaseMs: 20 });
    await wait(50);
    await store.acceptTransactions([someStart(runtime, { customer: 'C', number: '9' })]);
    expect(numbersOf(await lease(store, { maySuspect: false }))).toEqual(['9']);
    const [suspect, ...others] = await lease(store, { leaseMs: 20 });
    expect(others).toEqual([]);
    expect(suspect?.heads.map(({ deaths }) => deaths)).toEqual([1]);
    await wait(50);
    const leased = [await lease(store), await lease(store)].flat();
    expect(leased).toHaveLength(2);
    expect(leased.map(({ heads }) => heads.map(({ deaths }) => deaths))).toEqual(
      expect.arrayContaining([[1], [2]]),
    );
  });

  test('deaths are forgotten when the code came to its end, and not by a look-up', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock))]);
    await lease(store, { leaseMs: 20 });
    await wait(50);
    const busy = { kind: 'again', isInDoubt: true, dueInMs: 0, lookUps: 0, strikes: 0 } as const;
    const tried = { outcome: 'unknown', exchanges: [], startedAt: clock.now(), durationMs: 1 };
    for (const [kind, deaths] of [
      ['look_up', 1],
      ['submit', 1],
      ['look_up', 0],
    ] as const) {
      const [lane] = await lease(store);
      expect(lane?.heads.map((head) => head.deaths)).toEqual([deaths]);
      const { heads, ...held } = present(lane, 'it is ready again');
      const head = present(heads[0], 'it has a head');
      const result = { ...busy, detail: 'it stays in doubt' };
      await store.settle([{ lease: held, head, attempts: [{ ...tried, kind }], result }]);
    }
  });
}

function lease(
  store: EngineStore,
  request: Partial<LeaseRequest> = {},
): Promise<readonly LeasedLane[]> {
  const usual = { connection: 'ledger', lanesMax: 10, headsMax: 10, leaseMs: 10_000 };
  return store.leaseLanes({ ...usual, ...request });
}

function numbersOf(lanes: readonly LeasedLane[]): readonly string[] {
  return lanes.flatMap(({ heads }) =>
    heads.map(({ subject }) => (subject.kind === 'transaction' ? subject.transaction.number : '')),
  );
}

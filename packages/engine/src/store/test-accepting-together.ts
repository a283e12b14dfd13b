/** What every store must do with starts that are accepted together or not at all. */

import { expect, test } from 'vitest';
import type { LeasedHead, NewTransaction, StartGroups } from './engine-store.ts';
import { someRuntime, someStart } from './some-transactions.ts';
import type { StoreUnderTest } from './store-suite.ts';

export function testAcceptingTogether(open: () => Promise<StoreUnderTest>): void {
  test('groups are accepted as a whole, and in their order', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const starts = ['1', '2', '3'].map((number) => someStart(runtime, { number, key: number }));
    const met = await store.acceptTogether(inGroups(starts.slice(0, 2), starts.slice(2)));
    expect(met).toEqual({ kind: 'accepted', outcomes: starts.map(() => ({ kind: 'accepted' })) });
    const [lane] = await store.leaseLanes({
      ...{ connection: 'ledger', lanesMax: 1, headsMax: 5, leaseMs: 10_000 },
    });
    expect(lane?.heads.map(numberOf)).toEqual(['1', '2', '3']);
  });

  test('one that cannot be accepted leaves nothing of the others, of no group', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const holder = someStart(runtime, { number: 'taken' });
    await store.acceptTransactions([holder]);
    const starts = ['1', 'taken', '3'].map((number) => someStart(runtime, { number, key: number }));
    const met = await store.acceptTogether(inGroups(starts.slice(0, 1), starts.slice(1)));
    expect(met).toEqual({
      kind: 'refused',
      outcomes: [
        { kind: 'accepted' },
        { kind: 'duplicate', transactionId: holder.transaction.transactionId },
        { kind: 'accepted' },
      ],
    });
    for (const { transaction } of starts) {
      expect(await store.readTransaction(transaction.transactionId)).toBeUndefined();
    }
    const alone = someStart(runtime, { number: '1', key: '1', fingerprint: 'another' });
    expect(await store.acceptTransactions([alone])).toEqual([{ kind: 'accepted' }]);
  });

  test('what was accepted before under the same keys is replayed, and the rest accepted', async () => {
    const { store, clock } = await open();
    const runtime = someRuntime(clock);
    const before = someStart(runtime, { number: '1', key: '1' });
    await store.acceptTransactions([before]);
    const starts = ['1', '2'].map((number) => someStart(runtime, { number, key: number }));
    const met = await store.acceptTogether(inGroups(starts));
    expect(met.kind).toBe('accepted');
    expect(met.outcomes).toMatchObject([
      { kind: 'replayed', transactionId: before.transaction.transactionId },
      { kind: 'accepted' },
    ]);
  });
}

function inGroups(...groups: readonly (readonly NewTransaction[])[]): () => StartGroups {
  return async function* () {
    yield* groups;
  };
}

function numberOf({ subject }: LeasedHead): unknown {
  return subject.kind === 'transaction' ? subject.transaction.number : undefined;
}

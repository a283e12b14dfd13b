/** What every store must do with the calls that all processes share: the part about rates. */

import { present } from '@kontor/kernel';
import { expect, test } from 'vitest';
import type { EngineStore } from './engine-store.ts';
import type { StoreUnderTest } from './store-suite.ts';
import { someRuntime, someStart } from './some-transactions.ts';

export function testCalls(open: () => Promise<StoreUnderTest>): void {
  test('calls are given out one after another, whoever asks, and so many to each as it asks', async () => {
    const { store } = await open();
    expect(await take(store, 4)).toBe(0);
    expect(await take(store, 1)).toBeGreaterThan(3_500);
    expect(await take(store, 2)).toBeGreaterThan(4_500);
    expect(await take(store, 1)).toBeGreaterThan(6_500);
    expect(await take(store, 1)).toBeLessThanOrEqual(8_000);
  });

  test('connections have nothing to do with each other', async () => {
    const { store } = await open();
    await take(store, 100);
    expect(await take(store, 1, 'crm')).toBe(0);
  });

  test('what nobody asked for is made up for a moment, and no longer', async () => {
    const { store, wait } = await open();
    await take(store, 1, 'ledger', 50);
    await wait(400);
    expect(await take(store, 2, 'ledger', 50)).toBe(0);
    expect(await take(store, 10, 'ledger', 50)).toBeLessThanOrEqual(60);
    expect(await take(store, 1, 'ledger', 50)).toBeGreaterThan(300);
  });

  test('what was given out at a slow rate does not hold up a fast one for long', async () => {
    const { store } = await open();
    await take(store, 1, 'ledger', 600_000);
    expect(await take(store, 1, 'ledger', 10)).toBeLessThanOrEqual(21_000);
  });

  test('who asks at once is never given the same call', async () => {
    const { store } = await open();
    const given = await Promise.all(Array.from({ length: 8 }, () => take(store, 1)));
    const whole = given.map((inMs) => Math.round(inMs / 1_000)).sort((left, right) => left - right);
    expect(whole).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('while its system wants silence nothing of a connection is leased, by nobody', async () => {
    const { store, clock, wait } = await open();
    await store.acceptTransactions([someStart(someRuntime(clock), {})]);
    await store.restConnection('ledger', 300);
    await store.restConnection('ledger', 10);
    const request = { connection: 'ledger', lanesMax: 1, headsMax: 1, leaseMs: 30_000 };
    expect(await store.leaseLanes(request)).toEqual([]);
    await wait(350);
    expect(await store.leaseLanes(request)).toHaveLength(1);
  });

  test('one at a time may see whether a system is back, until it says what it saw', async () => {
    const { store, wait } = await open();
    const probe = { connection: 'ledger', probeMs: 30_000 };
    const [claim, ...others] = (
      await Promise.all([store.claimProbe(probe), store.claimProbe(probe)])
    ).toSorted((left) => (left ? -1 : 1));
    expect(others).toEqual([undefined]);
    const held = present(claim, 'one of them has it');
    expect(await store.claimProbe({ ...probe, connection: 'crm' })).toBeDefined();
    await store.endProbe(held, 300);
    expect(await store.claimProbe(probe)).toBeUndefined();
    await wait(350);
    expect(await store.claimProbe(probe)).toBeDefined();
  });

  test('whoever probes may go on, and a claim that was lost ends nothing', async () => {
    const { store, wait } = await open();
    const brief = { connection: 'ledger', probeMs: 100 };
    const first = present(await store.claimProbe(brief), 'nobody else has it');
    const renewed = present(await store.claimProbe({ ...brief, renewed: first }), 'it is ours');
    await wait(150);
    const second = await store.claimProbe({ ...brief, probeMs: 30_000 });
    expect(second).toBeDefined();
    await store.endProbe(renewed, 0);
    expect(await store.claimProbe(brief)).toBeUndefined();
    expect(await store.claimProbe({ ...brief, renewed })).toBeUndefined();
  });
}

function take(store: EngineStore, calls: number, connection = 'ledger', everyMs = 1_000) {
  return store.takeCalls({ connection, calls, everyMs });
}

/** The queue under what people decided: classes share it, pauses stop it, limits slow it down. */

import { virtualTime, type VirtualTime } from '@kontor/testing/virtual-time';
import { expect, test } from 'vitest';
import type { HeadHandler, HeadResult } from '../delivery/head-handler.ts';
import { openMemoryStore } from '../store/memory/open-memory-store.ts';
import { noteProcess, someRuntime, someStart } from '../store/some-transactions.ts';
import { startConnectionQueue, type QueueSettings } from './connection-queue.ts';

test('urgent lanes go first, and bulk is never starved', async () => {
  const { time, store, sent, run } = await office({ urgent: 40, normal: 40, bulk: 40 });
  store.books.drain.processes.push(
    { process: 'urgent', priority: 'urgent' },
    { process: 'bulk', priority: 'bulk' },
  );
  const queue = run({ concurrency: 1 });
  await time.run(() => sent.length === 40, 60_000);
  expect(countsOf(sent.slice(0, 40))).toEqual({ urgent: 28, normal: 8, bulk: 4 });
  await time.run(() => sent.length === 120, 60_000);
  expect(countsOf(sent)).toEqual({ urgent: 40, normal: 40, bulk: 40 });
  await stop(time, queue);
});

test('a paused process waits, also in a lane that was leased before', async () => {
  const { time, sent, run } = await office({ normal: 3, bulk: 3 });
  const queue = run({ concurrency: 8, pausedProcesses: new Set(['bulk']) });
  await time.run(() => sent.length === 3, 60_000);
  const pausedMs = time.clock.elapsedMs();
  await time.run(() => time.clock.elapsedMs() - pausedMs > 2_000, 3_000);
  expect(countsOf(sent)).toEqual({ normal: 3 });
  queue.apply({ concurrency: 8 });
  await time.run(() => sent.length === 6, 60_000);
  await stop(time, queue);
});

test('a system that says “too many” is asked more slowly, after the silence that it wanted', async () => {
  const { time, sent, run } = await office({ normal: 200 });
  let refusals = 0;
  const queue = run({ concurrency: 4, ratePerSecond: 50 }, () => {
    if (sent.length !== 100 || refusals > 0) return undefined;
    refusals += 1;
    return THROTTLED;
  });
  await time.run(() => refusals > 0, 60_000);
  await time.run(() => queue.inspect().restsForMs !== undefined, 1_000);
  const { budget, restsForMs } = queue.inspect();
  expect(budget.by).toBe('learned');
  expect(budget.perSecond).toBeLessThan(50 * 0.75);
  expect(restsForMs).toBeGreaterThan(4_000);
  const before = sent.length;
  await time.run(() => queue.inspect().restsForMs === undefined, 10_000);
  expect(sent.length - before).toBeLessThanOrEqual(4);
  await time.run(() => sent.length === 200, 60_000);
  await stop(time, queue);
});

test('two processes together keep to the rate, and use it, however unequal they are', async () => {
  const { time, sent, run } = await office({ normal: 400 });
  const queues = [12, 4].map((concurrency) => run({ concurrency, ratePerSecond: 40 }));
  const startedMs = time.clock.elapsedMs();
  await time.run(() => sent.length === 400, 60_000);
  const seconds = (time.clock.elapsedMs() - startedMs) / 1_000;
  expect(400 / seconds).toBeGreaterThan(40 * 0.95);
  expect(400 / seconds).toBeLessThan(40 * 1.05);
  for (const queue of queues) await stop(time, queue);
});

test('the silence that one process was asked for is kept by the other', async () => {
  const { time, sent, run } = await office({ normal: 100 });
  let refusals = 0;
  const first = run({ concurrency: 2, ratePerSecond: 20 }, () => {
    refusals += 1;
    return refusals === 1 ? THROTTLED : undefined;
  });
  await time.run(() => refusals === 1, 60_000);
  const other = run({ concurrency: 2, ratePerSecond: 20 });
  const restedMs = time.clock.elapsedMs();
  await time.run(() => sent.length > 10, 60_000);
  expect(time.clock.elapsedMs() - restedMs).toBeGreaterThan(4_900);
  for (const queue of [first, other]) await stop(time, queue);
});

test('a queue that stops does not wait for the next call that its rate allows', async () => {
  const { time, sent, run } = await office({ normal: 10 });
  const queue = run({ concurrency: 4, ratePerSecond: 0.01 });
  await time.run(() => sent.length === 1, 60_000);
  const startedMs = time.clock.elapsedMs();
  await stop(time, queue);
  expect(time.clock.elapsedMs() - startedMs).toBeLessThan(100);
  expect(sent).toHaveLength(1);
});

const THROTTLED: HeadResult = {
  attempts: [],
  result: {
    ...{ kind: 'again', isInDoubt: false, dueInMs: 5_000, lookUps: 0, strikes: 0 },
    detail: '429',
  },
  health: 'failing',
  isThrottled: true,
  retryAfterMs: 5_000,
};

/** So many lanes of each process, with one note in each. */
async function office(lanes: Readonly<Record<string, number>>) {
  const time = virtualTime();
  const store = openMemoryStore(time.clock);
  const runtime = someRuntime(time.clock);
  for (const [process, count] of Object.entries(lanes)) {
    const definition = { ...noteProcess, name: process };
    const starts = Array.from({ length: count }, (_, lane) =>
      someStart(
        runtime,
        { customer: `${process}-${lane}`, number: `${process}-${lane}` },
        definition,
      ),
    );
    await store.acceptTransactions(starts);
  }
  const sent: string[] = [];
  function run(settings: QueueSettings, answer: () => HeadResult | undefined = () => undefined) {
    const handle: HeadHandler = async ({ subject }) => {
      await time.timers.sleep(10);
      const other = answer();
      if (other) return other;
      if (subject.kind === 'transaction') sent.push(subject.transaction.process);
      return CONFIRMED;
    };
    return startConnectionQueue({
      ...{ connection: 'ledger', store, settings, handle, clock: time.clock },
      settle: async (settlement) => (await store.settle([settlement]))[0] ?? false,
      timers: time.timers,
      random: { fraction: () => 0.5, bytes: (count: number) => new Uint8Array(count) },
      onTrouble: (error) => expect(error).toBeUndefined(),
    });
  }
  return { time, store, sent, run };
}

const CONFIRMED: HeadResult = {
  attempts: [],
  result: { kind: 'finished', status: 'confirmed' },
  health: 'healthy',
};

async function stop(time: VirtualTime, queue: { stop(): Promise<void> }): Promise<void> {
  let isDone = false;
  void queue.stop().then(() => (isDone = true));
  await time.run(() => isDone, 60_000);
}

function countsOf(sent: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(sent, (process) => process)].map(([process, all]) => [process, all.length]),
  );
}

/** When the next head may leave, and how long a lease lasts: both once found by the simulation. */

import { virtualTime } from '@kontor/testing/virtual-time';
import { expect, test } from 'vitest';
import type { HeadResult } from '../delivery/head-handler.ts';
import { openMemoryStore } from '../store/memory/open-memory-store.ts';
import { someRuntime, someStart } from '../store/some-transactions.ts';
import { drainLane, LEASE_MS } from './drain-lane.ts';

test('what follows a refusal waits until the refusal is kept, for it may be taken next time', async () => {
  const { lane, time, said } = await leasedLane();
  const drained = drain(lane, time, {
    handle: async ({ position }) => {
      said.push(`sends ${position}`);
      return answered(position === 1n ? 'rejected' : 'confirmed');
    },
    settle: async ({ head }) => {
      await time.timers.sleep(50);
      said.push(`keeps ${head.position}`);
      return true;
    },
  });
  await finish(time, drained);
  expect(said).toEqual(['sends 1', 'keeps 1', 'sends 2', 'sends 3', 'keeps 2', 'keeps 3']);
});

test('nothing follows a refusal that could not be kept', async () => {
  const { lane, time, said } = await leasedLane();
  const drained = drain(lane, time, {
    handle: async ({ position }) => {
      said.push(`sends ${position}`);
      return answered('rejected');
    },
    settle: async () => false,
  });
  await finish(time, drained);
  expect(said).toEqual(['sends 1']);
});

test('a lease counts from when it was asked for, however late its answer came', async () => {
  const { lane, time, said } = await leasedLane();
  const askedMs = time.clock.elapsedMs() - LEASE_MS;
  const drained = drain(lane, time, {
    askedMs,
    handle: async ({ position }) => {
      said.push(`sends ${position}`);
      return answered('confirmed');
    },
    settle: async () => true,
    isRenewed: false,
  });
  await finish(time, drained);
  expect(said).toEqual([]);
});

test('when a window begins nothing more is sent, and what was not is given back untouched', async () => {
  const { lane, time, said } = await leasedLane();
  const drained = drain({ ...lane, standsInMs: 1_000 }, time, {
    handle: async ({ position }, maySubmit) => {
      await time.timers.sleep(600);
      said.push(`sent ${position}${maySubmit() ? '' : ', too late for more'}`);
      return answered('confirmed');
    },
    settle: async ({ head, result }) => {
      said.push(`${head.position} is ${result.kind}`);
      return true;
    },
  });
  await finish(time, drained);
  expect(said).toEqual([
    'sent 1',
    '1 is finished',
    'sent 2, too late for more',
    '2 is finished',
    '3 is untouched',
  ]);
});

test('a pause that comes while the rate is awaited is obeyed', async () => {
  const { lane, time, said } = await leasedLane();
  let isPaused = false;
  const drained = drain(lane, time, {
    waitForCall: async () => {
      await time.timers.sleep(500);
      return true;
    },
    maySend: () => !isPaused,
    handle: async ({ position }) => {
      isPaused = true;
      said.push(`sends ${position}`);
      return answered('confirmed');
    },
    settle: async ({ head, result }) => {
      said.push(`${head.position} is ${result.kind}`);
      return true;
    },
  });
  await finish(time, drained);
  expect(said).toEqual(['sends 1', '1 is finished', '2 is untouched']);
});

test('what a worker that died may have sent is given back as perhaps sent', async () => {
  const { lane, time } = await leasedLane();
  const results: unknown[] = [];
  const heads = lane.heads.map((head) => ({ ...head, isInDoubt: true }));
  const told = heads.map((head) => ({ ...head, sinceSentMs: 5_000 }));
  for (const each of [lane.heads, heads, told]) {
    const drained = drain({ ...lane, heads: each }, time, {
      maySend: () => false,
      handle: () => Promise.reject(new Error('nothing is sent')),
      settle: async ({ result }) => {
        results.push(result);
        return true;
      },
    });
    await finish(time, drained);
  }
  expect(results).toEqual([false, true, false].map((wasSent) => ({ kind: 'untouched', wasSent })));
});

test('a call that never comes back gives up its place when its lease ends', async () => {
  const { lane, time, said } = await leasedLane();
  const startedMs = time.clock.elapsedMs();
  const drained = drain(lane, time, {
    handle: async ({ position }) => {
      said.push(`sends ${position}`);
      if (position === 2n) await new Promise(() => {});
      return answered('confirmed');
    },
    settle: async ({ head }) => {
      said.push(`keeps ${head.position}`);
      return true;
    },
  });
  await finish(time, drained);
  expect(said).toEqual(['sends 1', 'keeps 1', 'sends 2']);
  expect(time.clock.elapsedMs() - startedMs).toBe(LEASE_MS);
});

test('callers go before each head, and a window that begins meanwhile is obeyed', async () => {
  const { lane, time, said } = await leasedLane();
  const drained = drain({ ...lane, standsInMs: 100 }, time, {
    giveWay: () => time.timers.sleep(60),
    handle: async ({ position }) => {
      said.push(`sends ${position} after ${time.clock.elapsedMs() - startedMs} ms`);
      return answered('confirmed');
    },
    settle: async ({ head, result }) => {
      said.push(`${head.position} is ${result.kind}`);
      return true;
    },
  });
  const startedMs = time.clock.elapsedMs();
  await finish(time, drained);
  expect(said).toEqual(['sends 1 after 60 ms', '1 is finished', '2 is untouched']);
});

type Draining = Partial<Pick<Options, 'maySend' | 'waitForCall' | 'giveWay'>> &
  Pick<Options, 'handle' | 'settle'> & {
    readonly askedMs?: number;
    readonly isRenewed?: boolean;
  };
type Options = Parameters<typeof drainLane>[1];
type Lane = Parameters<typeof drainLane>[0];
type Time = ReturnType<typeof virtualTime>;

function drain(lane: Lane, { clock, timers }: Time, { isRenewed = true, ...draining }: Draining) {
  return drainLane(lane, {
    askedMs: clock.elapsedMs(),
    maySend: () => true,
    waitForCall: async () => true,
    ...draining,
    store: { renewLease: async () => isRenewed },
    clock,
    timers,
    learn: () => {},
    onTrouble: () => {},
  });
}

function answered(status: 'confirmed' | 'rejected'): HeadResult {
  return { attempts: [], result: { kind: 'finished', status }, health: 'healthy' };
}

async function leasedLane() {
  const time = virtualTime();
  const store = openMemoryStore(time.clock);
  const runtime = someRuntime(time.clock);
  await store.acceptTransactions(['1', '2', '3'].map((number) => someStart(runtime, { number })));
  const request = { connection: 'ledger', lanesMax: 1, headsMax: 3, leaseMs: LEASE_MS };
  const [lane] = await store.leaseLanes(request);
  if (!lane) throw new Error('it was accepted');
  const said: string[] = [];
  return { lane, time, said };
}

async function finish(time: Time, drained: Promise<number>): Promise<void> {
  let isDone = false;
  void drained.then(() => (isDone = true));
  await time.run(() => isDone, 60_000);
}

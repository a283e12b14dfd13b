/**
 * What every store must do with what people and calendars decided: who goes first, who stands. The
 * part of the suite about draining.
 */

import { plusMs, present, type Clock } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import { expect, test } from 'vitest';
import { runArrival } from '../process/run-arrival.ts';
import { noDrainControl, type DrainControl, type ProcessControl } from './drain-control.ts';
import type { EngineStore, LeasedLane, NewTransaction } from './engine-store.ts';
import { noteProcess, someRuntime, someStart } from './some-transactions.ts';
import type { StoreUnderTest } from './store-suite.ts';

export function testDraining(open: () => Promise<StoreUnderTest>): void {
  testPriority(open);
  testStanding(open);
  testPausedProcesses(open);
}

function testPriority(open: () => Promise<StoreUnderTest>): void {
  test('lanes of a higher class are leased first, whatever is older', async () => {
    const { store, clock, wait, decide } = await open();
    for (const process of ['archive', 'post-note', 'pay']) {
      await acceptLanes({ store, clock, process, lanes: 2 });
      await wait(5);
    }
    await decide(processes({ process: 'pay', priority: 'urgent' }, BULK_ARCHIVE));
    expect(processesOf(await lease(store, { lanesMax: 3 }))).toEqual(['pay', 'pay', 'post-note']);
    expect(processesOf(await lease(store, { lanesMax: 3 }))).toEqual(['archive', 'archive', NOTE]);
  });

  test('what is reserved for a lower class goes there, and to others where it has none', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'pay', lanes: 4 });
    await acceptLanes({ store, clock, process: 'archive', lanes: 2 });
    await decide(processes({ process: 'pay', priority: 'urgent' }, BULK_ARCHIVE));
    const reserved = { normal: 1, bulk: 1 };
    expect(processesOf(await lease(store, { lanesMax: 3, reserved }))).toEqual([
      'archive',
      'pay',
      'pay',
    ]);
    expect(processesOf(await lease(store, { lanesMax: 1, reserved: BULK_FIRST }))).toEqual([
      'archive',
    ]);
    expect(processesOf(await lease(store, { lanesMax: 1, reserved: BULK_FIRST }))).toEqual(['pay']);
  });

  test('what is said of one connection counts there, and nowhere else', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'archive', lanes: 1 });
    await acceptLanes({ store, clock, process: 'pay', lanes: 1 });
    const here: ProcessControl = { process: 'archive', connection: 'ledger', priority: 'urgent' };
    const elsewhere: ProcessControl = { process: 'pay', connection: 'crm', priority: 'urgent' };
    await decide(processes(here, elsewhere, BULK_ARCHIVE));
    expect(processesOf(await lease(store, { lanesMax: 1 }))).toEqual(['archive']);
  });

  test('order within a lane stays, however urgent what stands behind is', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'archive', lanes: 1 });
    await acceptLanes({ store, clock, process: 'pay', lanes: 1, customer: () => 'archive-0' });
    await decide(processes({ process: 'pay', priority: 'urgent' }, BULK_ARCHIVE));
    const [lane] = await lease(store);
    expect(lane?.heads.map(processOf)).toEqual(['archive', 'pay']);
  });

  test('a lane is as urgent as its head: it moves up when a head is done', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'archive', lanes: 1 });
    await acceptLanes({ store, clock, process: 'pay', lanes: 1, customer: () => 'archive-0' });
    await acceptLanes({ store, clock, process: 'post-note', lanes: 1 });
    await decide(processes({ process: 'pay', priority: 'urgent' }));
    const [first] = await lease(store, { lanesMax: 1, headsMax: 1 });
    expect(first?.heads.map(processOf)).toEqual(['archive']);
    await confirm(store, clock, present(first, 'a lane was leased'));
    expect(processesOf(await lease(store, { lanesMax: 1 }))).toEqual(['pay']);
  });
}

function testStanding(open: () => Promise<StoreUnderTest>): void {
  test('in a window of its calendar a connection gives nothing, and goes on at its end', async () => {
    const { store, clock, wait, decide } = await open();
    await acceptLanes({ store, clock, process: 'pay', lanes: 1 });
    await decide(windowOf(clock, { inMs: -5, lastsMs: 150 }));
    expect(await lease(store)).toEqual([]);
    await wait(200);
    expect(processesOf(await lease(store))).toEqual(['pay']);
  });

  test('a lease says when the next window begins', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'pay', lanes: 2 });
    await decide(windowOf(clock, { inMs: 60_000, lastsMs: 60_000 }));
    const [lane] = await lease(store, { lanesMax: 1 });
    expect(lane?.standsInMs).toBeGreaterThan(50_000);
    expect(lane?.standsInMs).toBeLessThanOrEqual(60_000);
    await decide(noDrainControl());
    const [free] = await lease(store, { lanesMax: 1 });
    expect(free).not.toHaveProperty('standsInMs');
  });

  test('a paused connection gives nothing until it is resumed, or its time is over', async () => {
    const { store, clock, wait, decide } = await open();
    await acceptLanes({ store, clock, process: 'pay', lanes: 2 });
    await decide({ ...noDrainControl(), pausedConnections: new Map([['ledger', {}]]) });
    expect(await lease(store)).toEqual([]);
    const until = plusMs(clock.now(), 100);
    await decide({ ...noDrainControl(), pausedConnections: new Map([['ledger', { until }]]) });
    expect(await lease(store)).toEqual([]);
    await wait(150);
    expect(await lease(store)).toHaveLength(2);
  });
}

function testPausedProcesses(open: () => Promise<StoreUnderTest>): void {
  test('a paused process waits, and others go on; what it accepts waits too', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'pay', lanes: 2 });
    await decide(processes({ process: 'pay', paused: {} }));
    await acceptLanes({ store, clock, process: 'archive', lanes: 1 });
    await acceptLanes({ store, clock, process: 'pay', lanes: 1, customer: () => 'late' });
    expect(processesOf(await lease(store))).toEqual(['archive']);
    await decide(processes());
    expect(processesOf(await lease(store))).toEqual(['pay', 'pay', 'pay']);
  });

  test('one that is paused at one connection goes on at others, and ends by itself', async () => {
    const { store, clock, wait, decide } = await open();
    await acceptLanes({ store, clock, process: 'pay', lanes: 1 });
    await decide(processes({ process: 'pay', connection: 'crm', paused: {} }));
    expect(processesOf(await lease(store, { leaseMs: 1 }))).toEqual(['pay']);
    await wait(20);
    const until = plusMs(clock.now(), 100);
    await decide(processes({ process: 'pay', connection: 'ledger', paused: { until } }));
    expect(await lease(store)).toEqual([]);
    await wait(150);
    expect(processesOf(await lease(store))).toEqual(['pay']);
  });

  test('a lane waits as long as its head is of a paused process, and no longer', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'archive', lanes: 1 });
    await acceptLanes({ store, clock, process: 'pay', lanes: 1, customer: () => 'archive-0' });
    await decide(processes({ process: 'pay', paused: {} }));
    const [first] = await lease(store, { headsMax: 1 });
    await confirm(store, clock, present(first, 'its head is not paused'));
    expect(await lease(store)).toEqual([]);
    await decide(processes());
    expect(processesOf(await lease(store))).toEqual(['pay']);
  });

  test('a lane that ran empty belongs to whoever comes next', async () => {
    const { store, clock, decide } = await open();
    await acceptLanes({ store, clock, process: 'archive', lanes: 1 });
    const [lane] = await lease(store);
    await confirm(store, clock, present(lane, 'a lane was leased'));
    await acceptLanes({ store, clock, process: 'pay', lanes: 1, customer: () => 'archive-0' });
    await decide(processes({ process: 'archive', paused: {} }));
    expect(processesOf(await lease(store))).toEqual(['pay']);
  });
}

type Accepting = Pick<StoreUnderTest, 'store' | 'clock'> & {
  readonly process: string;
  readonly lanes: number;
  readonly customer?: (lane: number) => string;
};

async function acceptLanes({ store, clock, process, lanes, customer }: Accepting): Promise<void> {
  seed += 1;
  const runtime = someRuntime(clock, seed);
  const definition = { ...noteProcess, name: process };
  const starts = Array.from({ length: lanes }, (_, lane): NewTransaction => {
    const whose = customer?.(lane) ?? `${process}-${lane}`;
    return someStart(
      runtime,
      { customer: whose, number: `${process}-${seed}-${lane}` },
      definition,
    );
  });
  await store.acceptTransactions(starts);
}

/** Ids are drawn from a seed; two runtimes of one test must not draw the same. */
let seed = 1_000;

async function confirm(store: EngineStore, clock: Clock, lane: LeasedLane): Promise<void> {
  const head = present(lane.heads[0], 'a leased lane has a head');
  if (head.subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  const { transaction } = head.subject;
  seed += 1;
  const run = {
    definition: { ...noteProcess, name: transaction.process } as unknown as ProcessDefinition,
    transaction,
    state: transaction.state,
    arrival: {
      type: 'Delivered',
      step: 'post',
      outcome: { kind: 'confirmed', externalReference: 'D1' },
    } as const,
    actor: 'engine',
  };
  const progress = present(runArrival(run, someRuntime(clock, seed)), 'the arrival belongs');
  const { laneId, orderingKey, token, sentBefore } = lane;
  await store.settle([
    {
      lease: { laneId, orderingKey, token, sentBefore },
      ...{ head, transaction },
      attempts: [],
      result: { kind: 'finished', status: 'confirmed', isLast: true, progress },
    },
  ]);
}

const LEASE = { connection: 'ledger', lanesMax: 10, headsMax: 10, leaseMs: 30_000 };
const NOTE = 'post-note';
const BULK_ARCHIVE: ProcessControl = { process: 'archive', priority: 'bulk' };
const BULK_FIRST = { normal: 0, bulk: 1 };

function lease(
  store: EngineStore,
  request: Partial<Parameters<EngineStore['leaseLanes']>[0]> = {},
): Promise<readonly LeasedLane[]> {
  return store.leaseLanes({ ...LEASE, ...request });
}

/** Of the heads, in the order of their names: lanes of one lease have no order. */
function processesOf(lanes: readonly LeasedLane[]): readonly string[] {
  return lanes.map(({ heads }) => processOf(present(heads[0], 'it has a head'))).sort();
}

function processOf({ subject }: LeasedLane['heads'][number]): string {
  if (subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  return subject.transaction.process;
}

function processes(...controls: readonly ProcessControl[]): DrainControl {
  return { ...noDrainControl(), processes: [...controls] };
}

type WindowIn = { readonly inMs: number; readonly lastsMs: number };

function windowOf(clock: Clock, { inMs, lastsMs }: WindowIn): DrainControl {
  const from = plusMs(clock.now(), inMs);
  const until = plusMs(from, lastsMs);
  return { ...noDrainControl(), windows: [{ connection: 'ledger', from, until }] };
}

/**
 * The law of the two stores: whatever they are told, in whatever order, memory and PostgreSQL
 * answer the same. What the simulation proves in memory holds on PostgreSQL as far as its answers
 * go.
 */

import { instantFromMs, present } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import { testDatabase } from '@kontor/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runArrival, type Run, type Runtime } from '../process/run-arrival.ts';
import type {
  EngineStore,
  LeasedHead,
  LeasedLane,
  SettlementResult,
  StoredTransaction,
} from './engine-store.ts';
import { openMemoryStore } from './memory/open-memory-store.ts';
import { openPostgresStore } from './postgres/open-postgres-store.ts';
import { noteProcess, someRuntime, someStart } from './some-transactions.ts';

const { pool } = await testDatabase();
let runs = 0;

const small = fc.nat({ max: 2 });
const command = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('accept'), small, fc.nat(8), small) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('lease'), small, small, small) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('settle'), small, fc.nat(6), small) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('wait'), small, small, small) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('renew'), small, small, small) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('decide'), small, small, small) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('cancel'), fc.nat(5), small, small) },
);
type Command = readonly [string, number, number, number];

test('both stores answer the same to whatever they are told', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 50, size: 'max' }), compare),
    {
      numRuns: 60,
      endOnFailure: true,
      interruptAfterTimeLimit: 60_000,
      markInterruptAsFailure: false,
    },
  );
});

async function compare(commands: readonly Command[]): Promise<void> {
  const world = openWorld();
  for (const said of commands) {
    const [memory, postgres] = await carryOut(world, said);
    expect({ said, answer: postgres }).toEqual({ said, answer: memory });
  }
}

type World = {
  readonly run: string;
  readonly runtime: Runtime;
  readonly stores: readonly [EngineStore, EngineStore];
  /** What each was leased, in the order of the leases. */
  readonly leases: (readonly [LeasedLane, LeasedLane])[];
  /** In the order in which they were handed over, taken or not. */
  readonly accepted: ReturnType<typeof someStart>[];
  readonly pass: (ms: number) => Promise<void>;
};

function openWorld(): World {
  runs += 1;
  let nowMs = 1_770_000_000_000;
  const clock = { now: () => instantFromMs(nowMs), elapsedMs: () => nowMs };
  const run = `${runs}`;
  return {
    run,
    // Each run has connections of its own, so that those before it are not seen.
    runtime: { ...someRuntime(clock, runs), route: (role) => `${role}-${run}` },
    stores: [openMemoryStore(clock), openPostgresStore(pool)],
    leases: [],
    accepted: [],
    pass: async (ms) => {
      nowMs += ms;
      await pool.query(EARLIER, [ms]);
    },
  };
}

type Answers = readonly [unknown, unknown];

async function carryOut(world: World, [what, one, two, three]: Command): Promise<Answers> {
  switch (what) {
    case 'accept':
      return accept(world, one, two, three);
    case 'lease':
      return lease(world, one % 2 === 0 ? 'ledger' : 'crm', two + 1);
    case 'settle':
      return settle(world, one, two, three);
    case 'renew': {
      const pair = pick(world, one);
      if (!pair) return [undefined, undefined];
      return both(world, (store, at) => store.renewLease(pair[at], HOUR_MS));
    }
    case 'decide': {
      const pair = pick(world, one);
      const kind = DECISIONS[two];
      if (!pair || !kind) return [undefined, undefined];
      return both(world, (store, at) => decide(world, store, pair[at].heads[0], kind));
    }
    case 'cancel': {
      const start = world.accepted.at(-1 - one);
      if (!start) return [undefined, undefined];
      return both(world, (store) => cancel(world, store, start, two === 0));
    }
    default:
      await world.pass(2 * HOUR_MS);
      return [undefined, undefined];
  }
}

function accept(world: World, customer: number, number: number, key: number): Promise<Answers> {
  const { run, runtime } = world;
  const note = { customer: `C${customer}/${run}`, number: `N${number}/${run}` };
  const start = someStart(runtime, { ...note, ...(key > 1 && { key: `k${number % 4}/${run}` }) });
  world.accepted.push(start);
  return both(world, (store) => store.acceptTransactions([start]));
}

async function lease(world: World, role: string, headsMax: number): Promise<Answers> {
  const request = { connection: `${role}-${world.run}`, lanesMax: 10, leaseMs: HOUR_MS };
  // One that fell silent comes at a time, and which of them is first is a matter of microseconds.
  const asked = async (store: EngineStore) => {
    const lanes: LeasedLane[] = [];
    for (;;) {
      const more = await store.leaseLanes({ ...request, headsMax });
      if (more.length === 0) return lanes;
      lanes.push(...more);
    }
  };
  const [memory, postgres] = await Promise.all(world.stores.map(asked));
  const left = inOrder(memory ?? []);
  const right = inOrder(postgres ?? []);
  left.forEach((lane, at) => {
    const twin = right[at];
    if (twin) world.leases.push([lane, twin]);
  });
  return [left.map(toAnswer), right.map(toAnswer)];
}

/** The first heads of a lease that may be old: all but the last confirmed, the last as it comes. */
async function settle(world: World, which: number, kind: number, more: number): Promise<Answers> {
  const pair = pick(world, which);
  if (!pair) return [undefined, undefined];
  const [lane] = pair;
  const count = Math.min(lane.heads.length, more + 1);
  const results = lane.heads.slice(0, count).map((head, at) => {
    const isLast = at === lane.heads.length - 1;
    return at < count - 1 ? confirmed(world, head, isLast) : resultOf(world, head, isLast, kind);
  });
  return both(world, (store, at) =>
    store.settle(
      results.map((result, place) => {
        const held = pair[at];
        const head = held.heads[place] as LeasedHead;
        const transaction = transactionOf(head);
        return { lease: held, head, transaction, attempts: [], result };
      }),
    ),
  );
}

function resultOf(world: World, head: LeasedHead, isLast: boolean, kind: number): SettlementResult {
  const again = { kind: 'again', lookUps: 1, strikes: 1, detail: 'again' } as const;
  switch (kind) {
    case 0:
      return { ...again, isInDoubt: true, dueInMs: 0, wasSent: true };
    case 1:
      return { ...again, isInDoubt: false, dueInMs: HOUR_MS };
    case 2:
      return { kind: 'untouched', wasSent: head.isInDoubt && head.sinceSentMs === undefined };
    case 3:
    case 4: {
      const policy = kind === 3 ? 'hold' : 'pass';
      return parked(world, head, policy);
    }
    default:
      return confirmed(world, head, isLast);
  }
}

function confirmed({ runtime }: World, head: LeasedHead, isLast: boolean): SettlementResult {
  const outcome = { kind: 'confirmed', externalReference: 'D1' } as const;
  const arrival: Run['arrival'] = { type: 'Delivered', step: head.step, outcome };
  const progress = arrive(runtime, transactionOf(head), arrival, 'engine');
  return { kind: 'finished', status: 'confirmed', isLast, ...(progress && { progress }) };
}

function arrive(
  runtime: Runtime,
  transaction: StoredTransaction,
  arrival: Run['arrival'],
  actor: string,
) {
  const definition = noteProcess as unknown as ProcessDefinition;
  return runArrival({ definition, transaction, state: transaction.state, arrival, actor }, runtime);
}

function parked({ runtime }: World, head: LeasedHead, policy: 'hold' | 'pass'): SettlementResult {
  const detail = 'nobody knows';
  const reason = 'outcome_unknown';
  const arrival: Run['arrival'] = { type: 'Parked', step: head.step, reason, detail };
  const progress = arrive(runtime, transactionOf(head), arrival, 'engine');
  return { kind: 'parked', policy, isInDoubt: true, detail, ...(progress && { progress }) };
}

/** What a person says of the first head of a lease, whatever became of it since. */
async function decide(
  { runtime }: World,
  store: EngineStore,
  head: LeasedHead | undefined,
  kind: (typeof DECISIONS)[number],
): Promise<string> {
  const { transactionId } = transactionOf(present(head, 'a lease has a head'));
  const { deliveryId, step } = present(head, 'a lease has a head');
  const stored = present(await store.readTransaction(transactionId), 'it was accepted');
  const reason = 'Checked in the ledger';
  const arrival: Run['arrival'] = { type: 'Resumed', step, by: 'ana', reason };
  const progress = arrive(runtime, stored, arrival, 'ana');
  if (!progress) return 'does not belong';
  return store.changeTransaction({
    transactionId,
    expectedVersion: stored.version,
    progress,
    delivery: { deliveryId, kind },
  });
}

/** The first delivery of what was handed over, whatever became of it since. */
async function cancel(
  { runtime }: World,
  store: EngineStore,
  { transaction, progress: first }: ReturnType<typeof someStart>,
  isParked: boolean,
): Promise<string> {
  const { transactionId } = transaction;
  const stored = await store.readTransaction(transactionId);
  if (!stored) return 'not there';
  const arrival: Run['arrival'] = { type: 'Cancelled', by: 'ana', reason: 'Ordered twice' };
  const progress = arrive(runtime, stored, arrival, 'ana');
  if (!progress) return 'does not belong';
  const { deliveryId } = present(first.deliveries[0], 'it is delivered');
  const kind = isParked ? 'abandon' : 'withdraw';
  const change = { transactionId, expectedVersion: stored.version, progress };
  return store.cancelTransaction({ ...change, delivery: { deliveryId, kind } });
}

const DECISIONS = ['retry', 'resend'] as const;

async function both<Answer>(
  { stores }: World,
  ask: (store: EngineStore, at: 0 | 1) => Promise<Answer>,
): Promise<readonly [Answer, Answer]> {
  return [await ask(stores[0], 0), await ask(stores[1], 1)];
}

function pick({ leases }: World, which: number) {
  return leases.at(-1 - which);
}

function inOrder(lanes: readonly LeasedLane[]): readonly LeasedLane[] {
  return lanes.toSorted((left, right) => (left.orderingKey < right.orderingKey ? -1 : 1));
}

function transactionOf({ subject }: LeasedHead) {
  if (subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  return subject.transaction;
}

function toAnswer({ laneId: _ours, heads, ...lane }: LeasedLane) {
  return {
    ...lane,
    heads: heads.map(({ subject: _whole, sinceSentMs, ...head }, at) => ({
      ...head,
      isTimeKnown: sinceSentMs !== undefined,
      state: transactionOf(heads[at] as LeasedHead).state,
      version: transactionOf(heads[at] as LeasedHead).version,
    })),
  };
}

const EARLIER = `update lane set ready_at = ready_at - make_interval(secs => $1 / 1000.0)`;
const HOUR_MS = 3_600_000;

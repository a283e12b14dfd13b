/**
 * Cancelling against leases that begin at the same moment. A lease reads its deliveries as they
 * were when its statement began: without the claim of the lane, it would now and then hand out what
 * was cancelled just before it took the lane.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { present, systemClock } from '@kontor/kernel';
import type { Input as Arrival, ProcessDefinition } from '@kontor/process';
import { testDatabase } from '@kontor/testing';
import { describe, expect, test } from 'vitest';
import { runArrival } from '../../process/run-arrival.ts';
import type { CancelOutcome, LeasedHead, LeasedLane, StoredTransaction } from '../engine-store.ts';
import { noteProcess, someRuntime, someStart } from '../some-transactions.ts';
import { claimLane } from './claim-lane.ts';
import { LEASE_LANES } from './lease-lanes.ts';
import { openPostgresStore } from './open-postgres-store.ts';

const { pool } = await testDatabase();
const store = openPostgresStore(pool);
const runtime = someRuntime(systemClock);
const definition = noteProcess as unknown as ProcessDefinition;

test('what was cancelled is never handed out, and what was handed out never cancelled', async () => {
  const starts = Array.from({ length: LANES * DEPTH }, (_, at) =>
    someStart(runtime, { number: `N${at}`, customer: `C${at % LANES}` }),
  );
  await store.acceptTransactions(starts);
  const handedOut = new Set<string>();
  const cancelled = new Set<string>();
  const outcomes = new Map<CancelOutcome, number>();
  let left = starts.length;

  async function work(): Promise<void> {
    while (left > cancelled.size) {
      const lanes = await store.leaseLanes({ ...LIMITS, headsMax: 1 + (left % 2) });
      for (const lane of lanes) {
        for (const head of lane.heads) handedOut.add(transactionOf(head).transactionId);
      }
      const settled = await store.settle(
        lanes.flatMap((lane) => lane.heads.map(confirmedOf(lane))),
      );
      expect(settled.every(Boolean)).toBe(true);
      left -= settled.length;
    }
  }

  async function cancel(share: number): Promise<void> {
    for (let at = share; at < starts.length; at += CANCELLERS) {
      const { transaction, progress } = present(starts[(at * 7) % starts.length], 'there is one');
      const { transactionId } = transaction;
      const stored = present(await store.readTransaction(transactionId), 'it exists');
      const arrived = arrive(stored, { type: 'Cancelled', by: 'ana', reason: 'Ordered twice' });
      if (!arrived) continue;
      const { deliveryId } = present(progress.deliveries[0], 'it is delivered');
      const change = { transactionId, expectedVersion: stored.version, progress: arrived };
      const delivery = { deliveryId, kind: 'withdraw' as const };
      const outcome = await store.cancelTransaction({ ...change, delivery });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome === 'cancelled') cancelled.add(transactionId);
    }
  }

  const shares = Array.from({ length: CANCELLERS }, (_, share) => cancel(share));
  await Promise.all([work(), work(), ...shares]);
  expect([...cancelled].filter((id) => handedOut.has(id))).toEqual([]);
  expect(cancelled.size + handedOut.size).toBe(starts.length);
  expect(outcomes.get('cancelled')).toBeGreaterThan(0);
  const { rows } = await pool.query<{ broken: number }>(BROKEN);
  expect(rows[0]?.broken).toBe(0);
}, 60_000);

describe('a lease whose statement began before the cancelling, and takes its lane after it', () => {
  test.each(['1', '2', '3'])(
    'hands out nothing of a lane in which %s is cancelled',
    async (which) => {
      const { lease, cancel, late } = await startLane(['1', '2', '3']);
      const leased = late();
      await sleep(BEGUN_MS);
      expect(await cancel(which)).toBe('cancelled');
      expect(numbersOf(await leased)).toEqual([]);
      expect(numbersOf(await lease(10))).toEqual(['1', '2', '3'].filter((each) => each !== which));
    },
  );

  test('hands out nothing either when another worker came and went meanwhile', async () => {
    const { lease, cancel, late } = await startLane(['1', '2', '3']);
    const leased = late();
    await sleep(BEGUN_MS);
    const [lane] = await lease(1);
    const { heads } = present(lane, 'it was leased');
    expect(await cancel('2')).toBe('cancelled');
    await store.settle(heads.map(confirmedOf(present(lane, 'it was leased'))));
    expect(numbersOf(await leased)).toEqual([]);
    expect(numbersOf(await lease(10))).toEqual(['3']);
  });
});

test('too little of a lease is left to cancel behind it: nothing is changed', async () => {
  const { connection, lease, cancel } = await startLane(['1', '2', '3']);
  const [lane] = await store.leaseLanes({ ...LIMITS, connection, headsMax: 1, leaseMs: 5_000 });
  expect(await cancel('2')).toBe('being_sent');
  const held = present(lane, 'it was leased');
  expect(await store.settle(held.heads.map(confirmedOf(held)))).toEqual([true]);
  expect(numbersOf(await lease(10))).toEqual(['2', '3']);
});

test('who dies with a claim delays the lane by its end, and leaves no doubt', async () => {
  const { connection, lease, deliveryOf } = await startLane(['1', '2']);
  expect(await claimLane(pool, deliveryOf('2'))).toBeDefined();
  expect(await lease(10)).toEqual([]);
  await pool.query(`update lane set ready_at = ready_at - interval '31 s' where connection = $1`, [
    connection,
  ]);
  const leased = await lease(10);
  expect(numbersOf(leased)).toEqual(['1', '2']);
  expect(leased[0]?.heads.map(({ isInDoubt }) => isInDoubt)).toEqual([false, false]);
});

let lanes = 0;

/** A lane of its own, at a connection of its own. */
async function startLane(numbers: readonly string[]) {
  lanes += 1;
  const connection = `ledger-${lanes}`;
  const route = { ...runtime, route: () => connection };
  const starts = numbers.map((number) => someStart(route, { number: `${number}/${lanes}` }));
  await store.acceptTransactions(starts);
  const startOf = (number: string) =>
    present(
      starts.find(({ transaction }) => transaction.number.startsWith(`${number}/`)),
      'it was accepted',
    );
  const deliveryOf = (number: string) =>
    present(startOf(number).progress.deliveries[0], 'it is delivered').deliveryId;
  const lease = (headsMax: number) => store.leaseLanes({ ...LIMITS, connection, headsMax });
  return {
    ...{ connection, lease, deliveryOf },
    /** The statement of a lease, held up between its first look and its taking of lanes. */
    late: async () => {
      const values = [connection, 10, 10, LIMITS.leaseMs, 0, 0, true, null];
      const { rows } = await pool.query<{ number: string }>({ text: LATE_LEASE, values });
      return rows;
    },
    cancel: async (number: string) => {
      const { transactionId } = startOf(number).transaction;
      const stored = present(await store.readTransaction(transactionId), 'it exists');
      const arrived = arrive(stored, { type: 'Cancelled', by: 'ana', reason: 'Ordered twice' });
      return store.cancelTransaction({
        ...{ transactionId, expectedVersion: stored.version },
        progress: present(arrived, 'it can be cancelled'),
        delivery: { deliveryId: deliveryOf(number), kind: 'withdraw' },
      });
    },
  };
}

function numbersOf(leased: readonly LeasedLane[] | readonly { readonly number: string }[]) {
  const numbers = leased.flatMap((each) =>
    'number' in each ? [each.number] : each.heads.map((head) => transactionOf(head).number),
  );
  return numbers.map((number) => number.split('/')[0]);
}

function confirmedOf(lane: LeasedLane) {
  return (head: LeasedHead) => {
    const transaction = transactionOf(head);
    const outcome = { kind: 'confirmed', externalReference: 'D1' } as const;
    const progress = arrive(transaction, { type: 'Delivered', step: 'post', outcome });
    return {
      ...{ lease: lane, head, transaction, attempts: [] },
      result: {
        ...({ kind: 'finished', status: 'confirmed' } as const),
        isLast: head === lane.heads.at(-1),
        progress: present(progress, 'it belongs'),
      },
    };
  };
}

function arrive(transaction: StoredTransaction, arrival: Arrival) {
  const run = { definition, transaction, state: transaction.state, arrival, actor: 'engine' };
  return runArrival(run, runtime);
}

function transactionOf({ subject }: LeasedHead): StoredTransaction {
  if (subject.kind !== 'transaction') throw new TypeError('these tests deliver transactions');
  return subject.transaction;
}

const PAUSE_MS = 600;
const BEGUN_MS = PAUSE_MS / 4;
// It is asked whether the connection stands before any lane is looked at.
const LATE_LEASE = LEASE_LANES.replace(
  'with recursive standing as (',
  `with recursive standing as (
    select 1 from (select pg_sleep(${PAUSE_MS / 1_000})::text as slept) as pause
    where slept = 'never'
    union all`,
);

const LANES = 30;
const DEPTH = 20;
const CANCELLERS = 4;
const LIMITS = { connection: 'ledger', lanesMax: 10, leaseMs: 30_000 };

/** Lanes whose places have a gap, or whose end is not where their last delivery stands. */
const BROKEN = `
  select count(*)::integer as broken
  from lane
  where connection = 'ledger' and (head_position <= tail_position or tail_position <> (
    select count(*) from delivery where delivery.lane_id = lane.lane_id and position > 0))
`;

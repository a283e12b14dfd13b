/**
 * The queue of one connection: its own concurrency, rate and breaker, so that a system that is sick
 * never slows another. It leases lanes that have work ready, works through their heads in order, and
 * hands what became of them to the settler, which commits many together.
 *
 * A head is only sent while enough of the lease is left for it; otherwise the lease is renewed first,
 * and given up when it was lost. When the queue stops, what was not sent is given back at once.
 */

import type { Clock, Random } from '@kontor/kernel';
import type { HeadHandler, HeadResult } from '../delivery/head-handler.ts';
import type { EngineStore, LeasedHead, LeasedLane, Settlement } from '../store/engine-store.ts';
import {
  afterFailure,
  afterSuccess,
  allowance,
  atTime,
  BREAKER_POLICY,
  closedBreaker,
  type Breaker,
} from './breaker.ts';
import { takeToken, type RateBudget } from './rate-budget.ts';
import type { Timers } from './timers.ts';
import { throughput } from './throughput.ts';

export type QueueSettings = {
  readonly concurrency: number;
  readonly ratePerSecond?: number;
  readonly pausedReason?: string;
};

export type ConnectionQueue = {
  readonly connection: string;
  /** There may be work: look now rather than at the next poll. */
  wake(): void;
  apply(settings: QueueSettings): void;
  inspect(): QueueView;
  /** Resolves when nothing of ours is under way any more. */
  stop(): Promise<void>;
};

export type QueueView = {
  readonly breaker: Breaker['kind'];
  readonly lanesUnderWay: number;
  readonly finishedPerSecond: number;
};

export type QueueOptions = {
  readonly connection: string;
  readonly store: Pick<EngineStore, 'leaseLanes' | 'renewLease'>;
  readonly settle: (settlement: Settlement) => Promise<boolean>;
  readonly handle: HeadHandler;
  readonly settings: QueueSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /** Told of what ends a poll or a lane early; the queue goes on. */
  readonly onTrouble: (error: unknown) => void;
};

export function startConnectionQueue(options: QueueOptions): ConnectionQueue {
  const { connection, store, settle, handle, clock, random, timers, onTrouble } = options;
  let settings = options.settings;
  let breaker: Breaker = closedBreaker;
  let budget: RateBudget = { tokens: 1, atMs: clock.elapsedMs() };
  let isStopping = false;
  const lanes = new Set<Promise<void>>();
  const finished = throughput(clock);
  const alarm = timers.alarm();

  async function poll(): Promise<void> {
    while (!isStopping) {
      breaker = atTime(breaker, clock.elapsedMs());
      const capacity = allowance(breaker, settings.concurrency) - lanes.size;
      const isOpen = settings.pausedReason === undefined && capacity > 0;
      const leased = isOpen ? await leaseQuietly(capacity) : [];
      for (const lane of leased) start(lane);
      if (leased.length === 0) await alarm.ring(POLL_MS);
    }
  }

  async function leaseQuietly(lanesMax: number): Promise<readonly LeasedLane[]> {
    const headsMax = breaker.kind === 'half-open' ? 1 : HEADS_MAX;
    try {
      return await store.leaseLanes({ connection, lanesMax, headsMax, leaseMs: LEASE_MS });
    } catch (error) {
      onTrouble(error);
      return [];
    }
  }

  function start(lane: LeasedLane): void {
    const work = drain(lane).catch(onTrouble);
    lanes.add(work);
    void work.then(() => {
      lanes.delete(work);
      alarm.now();
    });
  }

  async function drain(lane: LeasedLane): Promise<void> {
    let deadlineMs = clock.elapsedMs() + LEASE_MS;
    let isOurs = true;
    const settling: Promise<void>[] = [];
    // Not awaited before the next head is sent: its lease already records that both may have left.
    const record = (settlement: Settlement) => {
      const settled = settle(settlement).catch((error: unknown) => {
        onTrouble(error);
        return false;
      });
      settling.push(
        settled.then((isKept) => {
          isOurs &&= isKept;
        }),
      );
    };
    for (const [index, head] of lane.heads.entries()) {
      const isLast = index === lane.heads.length - 1;
      if (isStopping || mayNotSend()) {
        record(settlementOf(lane, head, UNTOUCHED, isLast));
        break;
      }
      await waitForRate();
      if (deadlineMs - clock.elapsedMs() < SEND_MS_MAX) {
        if (!(await store.renewLease(lane, LEASE_MS))) break;
        deadlineMs = clock.elapsedMs() + LEASE_MS;
      }
      if (!isOurs) break;
      const handled = await handle(head);
      learn(handled);
      record(settlementOf(lane, head, handled, isLast));
      if (handled.result.kind !== 'finished') break;
      finished.count();
    }
    await Promise.all(settling);
  }

  function mayNotSend(): boolean {
    return breaker.kind === 'open' || settings.pausedReason !== undefined;
  }

  async function waitForRate(): Promise<void> {
    if (settings.ratePerSecond === undefined) return;
    const grant = takeToken(budget, settings.ratePerSecond, clock.elapsedMs());
    budget = grant.budget;
    if (grant.waitMs > 0) await timers.sleep(grant.waitMs);
  }

  function learn({ health, retryAfterMs }: HeadResult): void {
    if (health === 'healthy') breaker = afterSuccess();
    if (health !== 'failing') return;
    breaker = afterFailure(breaker, BREAKER_POLICY, {
      nowMs: clock.elapsedMs(),
      random,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }

  const polling = poll();
  return {
    connection,
    wake: () => alarm.now(),
    apply: (changed) => {
      settings = changed;
      alarm.now();
    },
    inspect: () => ({
      breaker: atTime(breaker, clock.elapsedMs()).kind,
      lanesUnderWay: lanes.size,
      finishedPerSecond: finished.perSecond(),
    }),
    stop: async () => {
      isStopping = true;
      alarm.now();
      await polling;
      await Promise.all(lanes);
    },
  };
}

function settlementOf(
  lane: LeasedLane,
  head: LeasedHead,
  { attempts, result }: Pick<HeadResult, 'attempts' | 'result'>,
  isLast: boolean,
): Settlement {
  return {
    lease: lane,
    head,
    ...(head.subject.kind === 'transaction' && { transaction: head.subject.transaction }),
    attempts,
    result: result.kind === 'finished' ? { ...result, isLast } : result,
  };
}

const UNTOUCHED: Pick<HeadResult, 'attempts' | 'result'> = {
  attempts: [],
  result: { kind: 'untouched' },
};

/** Long enough that a healthy worker never loses it, short enough that a dead one is soon replaced. */
const LEASE_MS = 30_000;
/** A call ends after at most this, look-up and sign-in included; see the connection's time-outs. */
const SEND_MS_MAX = 25_000;
/** Amortises the claim over several deliveries without keeping a lane from other workers for long. */
const HEADS_MAX = 10;
/** How late work written by another process may be noticed. */
const POLL_MS = 100;

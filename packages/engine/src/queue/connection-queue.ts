/**
 * The queue of one connection: its own concurrency, rate and breaker, so that a system that is sick
 * never slows another. It leases lanes that have work ready and drains them side by side. When it
 * stops, what was not sent is given back at once.
 */

import type { Clock, Random } from '@kontor/kernel';
import type { HeadHandler, HeadResult } from '../delivery/head-handler.ts';
import type { EngineStore, LeasedLane, Settlement } from '../store/engine-store.ts';
import {
  afterFailure,
  afterSuccess,
  allowance,
  atTime,
  BREAKER_POLICY,
  closedBreaker,
  type Breaker,
} from './breaker.ts';
import { drainLane, LEASE_MS } from './drain-lane.ts';
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
  /** Failures in a row, as the breaker counts them. */
  readonly failures: number;
  /** While the breaker is open: how long until one call is let through. */
  readonly triesAgainInMs?: number;
  /** Since the queue was started. */
  readonly counts: QueueCounts;
};

export type QueueCounts = {
  /** Deliveries with a final outcome. */
  readonly finished: number;
  /** Deliveries that were worked on. */
  readonly tried: number;
  /** Those that found the system away or overloaded. */
  readonly failing: number;
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
  const { connection, store, clock, timers, onTrouble } = options;
  let { settings } = options;
  let isStopping = false;
  const lanes = new Set<Promise<void>>();
  const counted = queueCounts(clock);
  const alarm = timers.alarm();
  const breaker = connectionBreaker(options);
  const waitForRate = rateWaiter(options, () => settings.ratePerSecond);

  async function poll(): Promise<void> {
    while (!isStopping) {
      const capacity = breaker.allowance(settings.concurrency) - lanes.size;
      const isOpen = settings.pausedReason === undefined && capacity > 0;
      const started = isOpen ? await startLanes(capacity) : 0;
      if (started === 0) await alarm.ring(POLL_MS);
    }
  }

  async function startLanes(lanesMax: number): Promise<number> {
    const headsMax = breaker.kind() === 'half-open' ? 1 : HEADS_MAX;
    const askedMs = clock.elapsedMs();
    const request = { connection, lanesMax, headsMax, leaseMs: LEASE_MS };
    const leased = await store.leaseLanes(request).catch(onTrouble);
    leased?.forEach((lane) => start(lane, askedMs));
    return leased?.length ?? 0;
  }

  function start(lane: LeasedLane, askedMs: number): void {
    const work = drainLane(lane, {
      ...options,
      askedMs,
      waitForRate,
      maySend: () =>
        !isStopping && settings.pausedReason === undefined && breaker.kind() !== 'open',
      learn: (result) => {
        breaker.learn(result);
        counted.learn(result);
      },
    }).catch(onTrouble);
    lanes.add(work);
    void work.then(() => {
      lanes.delete(work);
      alarm.now();
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
      ...breaker.inspect(),
      lanesUnderWay: lanes.size,
      ...counted.inspect(),
    }),
    stop: async () => {
      isStopping = true;
      alarm.now();
      await polling;
      await Promise.all(lanes);
    },
  };
}

function queueCounts(clock: Clock) {
  const pace = throughput(clock);
  const counts = { finished: 0, tried: 0, failing: 0 };
  return {
    inspect: () => ({ finishedPerSecond: pace.perSecond(), counts: { ...counts } }),
    learn({ result, health }: HeadResult): void {
      counts.tried += 1;
      if (health === 'failing') counts.failing += 1;
      if (result.kind !== 'finished') return;
      counts.finished += 1;
      pace.count();
    },
  };
}

/** The breaker with the time that it lives in. */
function connectionBreaker({ clock, random }: Pick<QueueOptions, 'clock' | 'random'>) {
  let breaker: Breaker = closedBreaker;
  const now = () => (breaker = atTime(breaker, clock.elapsedMs()));
  return {
    kind: () => now().kind,
    allowance: (concurrency: number) => allowance(now(), concurrency),
    inspect: () => {
      const { kind, failures, ...rest } = now();
      if (!('untilMs' in rest)) return { breaker: kind, failures };
      const triesAgainInMs = Math.max(0, Math.round(rest.untilMs - clock.elapsedMs()));
      return { breaker: kind, failures, triesAgainInMs };
    },
    learn({ health, retryAfterMs }: HeadResult): void {
      if (health === 'healthy') breaker = afterSuccess();
      if (health !== 'failing') return;
      const at = { nowMs: clock.elapsedMs(), random };
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      breaker = afterFailure(breaker, BREAKER_POLICY, { ...at, ...asked });
    },
  };
}

function rateWaiter(
  { clock, timers }: Pick<QueueOptions, 'clock' | 'timers'>,
  perSecond: () => number | undefined,
): () => Promise<void> {
  let budget: RateBudget = { tokens: 1, atMs: clock.elapsedMs() };
  return async () => {
    const rate = perSecond();
    if (rate === undefined) return;
    const grant = takeToken(budget, rate, clock.elapsedMs());
    budget = grant.budget;
    if (grant.waitMs > 0) await timers.sleep(grant.waitMs);
  };
}

/** Amortises the claim over several deliveries without keeping a lane from others for long. */
const HEADS_MAX = 10;
/** How late work written by another process may be noticed. */
const POLL_MS = 100;

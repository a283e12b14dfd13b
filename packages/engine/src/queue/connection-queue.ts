/**
 * The queue of one connection: its own concurrency, rate and breaker, so that a system that is sick
 * never slows another. It leases lanes that have work ready and drains them side by side. When it
 * stops, what was not sent is given back at once.
 *
 * A lane whose holder fell silent is suspected of having ended it: one of them is tried at a time,
 * so that the next death is its own. What was only in the same hands is cleared by that.
 */

import type { Allowance } from '@kontor/connector-sdk';
import type { Clock, Random } from '@kontor/kernel';
import type { HeadHandler, HeadResult } from '../delivery/head-handler.ts';
import type { EngineStore, LeasedHead, LeasedLane, Settlement } from '../store/engine-store.ts';
import type { Breaker } from './breaker.ts';
import type { CallBudget } from './call-budget.ts';
import { connectionBreaker, connectionBudget } from './connection-limits.ts';
import { drainLane, LEASE_MS } from './drain-lane.ts';
import { reservedLanes } from './priority.ts';
import { probing } from './probing.ts';
import type { Timers } from './timers.ts';
import { throughput } from './throughput.ts';
import { callGate } from './wait-for-call.ts';

export type QueueSettings = {
  readonly concurrency: number;
  /** Of all processes together. */
  readonly ratePerSecond?: number;
  /** Why nothing is sent now: a person paused it, or its calendar says so. */
  readonly pausedReason?: string;
  /** Its system asked for silence for so long, whichever process it said it to. */
  readonly restsForMs?: number;
  /** Processes whose deliveries wait here. */
  readonly pausedProcesses?: ReadonlySet<string>;
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
  /** What bounds its pace now; nothing: as fast as concurrency allows. */
  readonly budget: CallBudget;
  /** What the system says of its day, where it does. */
  readonly allowance?: Allowance;
  /** The system asked for silence for so long. */
  readonly restsForMs?: number;
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

export type QueueStore = Pick<
  EngineStore,
  'leaseLanes' | 'renewLease' | 'takeCalls' | 'restConnection' | 'claimProbe' | 'endProbe'
>;

export type QueueOptions = {
  readonly connection: string;
  readonly store: QueueStore;
  readonly settle: (settlement: Settlement) => Promise<boolean>;
  readonly handle: HeadHandler;
  readonly settings: QueueSettings;
  /** What the system's replies tell of its allowance, where they do. */
  readonly allowance?: () => Allowance | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /** Lets callers at the door go first, where there are any; see doorway.ts. */
  readonly giveWay?: () => Promise<void>;
  /** Told of what ends a poll or a lane early; the queue goes on. */
  readonly onTrouble: (error: unknown) => void;
};

export function startConnectionQueue(options: QueueOptions): ConnectionQueue {
  const { connection, store, clock, timers, onTrouble } = options;
  let { settings } = options;
  let isStopping = false;
  const counted = queueCounts(clock);
  const alarm = timers.alarm();
  const suspects = oneSuspect();
  const lanes = lanesAtWork(() => alarm.now());
  const breaker = connectionBreaker(options);
  const budget = connectionBudget(options, () => settings.ratePerSecond);
  const gate = callGate(options, budget.rates);
  const probes = probing(options, breaker);
  let turn = 0;

  async function poll(): Promise<void> {
    while (!isStopping) {
      const capacity = breaker.allowance(settings.concurrency) - lanes.count();
      const isOpen = mayWork() && capacity > 0;
      const started = isOpen && (await probes.mayCall()) ? await startLanes(capacity) : 0;
      if (started === 0 || lanes.wasFruitless()) await alarm.ring(POLL_MS);
    }
  }

  const mayWork = () => !isStopping && settings.pausedReason === undefined && !budget.isResting();

  async function startLanes(lanesMax: number): Promise<number> {
    const isProbe = breaker.kind() === 'half-open';
    const headsMax = isProbe ? 1 : HEADS_MAX;
    const askedMs = clock.elapsedMs();
    const order = { reserved: reservedLanes(turn, lanesMax), maySuspect: suspects.areWelcome() };
    const request = { connection, lanesMax, headsMax, leaseMs: LEASE_MS, ...order };
    const leased = await store.leaseLanes(request).catch(onTrouble);
    turn += leased?.length ?? 0;
    leased?.forEach((lane) => start(lane, askedMs, isProbe));
    return leased?.length ?? 0;
  }

  const learn = tellingAll([breaker, budget, counted]);

  function start(lane: LeasedLane, askedMs: number, isProbe: boolean): void {
    const maySend = (head: LeasedHead) =>
      mayWork() && probes.letThrough(isProbe) && !isPaused(head, settings.pausedProcesses);
    const limits = { maySend, learn, waitForCall: gate.wait, askedMs };
    const drained = drainLane(lane, { ...options, ...limits }).catch(onTrouble);
    lanes.add(suspects.watch(lane, isProbe ? probes.watch(drained) : drained));
  }

  const polling = poll();
  return {
    connection,
    wake: () => alarm.now(),
    apply: (changed) => {
      settings = changed;
      budget.rest(changed.restsForMs ?? 0);
      alarm.now();
    },
    inspect: () => {
      const limits = { ...breaker.inspect(), ...budget.inspect() };
      return { ...limits, ...counted.inspect(), lanesUnderWay: lanes.count() };
    },
    stop: async () => {
      isStopping = true;
      gate.stop();
      alarm.now();
      await polling;
      await lanes.finished();
      await probes.stop();
    },
  };
}

function tellingAll(learners: readonly { learn(result: HeadResult): void }[]) {
  return (result: HeadResult) => learners.forEach((each) => each.learn(result));
}

/** The lanes that are worked on; `onDone` is told of each that ends after something was tried. */
function lanesAtWork(onDone: () => void) {
  const lanes = new Set<Promise<unknown>>();
  let isFruitless = false;
  return {
    count: () => lanes.size,
    finished: () => Promise.all(lanes),
    /** Whether one gave nothing since it was asked last: it would give nothing again at once. */
    wasFruitless(): boolean {
      const was = isFruitless;
      isFruitless = false;
      return was;
    },
    add(work: Promise<number | void>): void {
      lanes.add(work);
      void work.then((tried) => {
        lanes.delete(work);
        if (tried) onDone();
        else isFruitless = true;
      });
    },
  };
}

/** Of lanes whose holder fell silent one is tried at a time. */
function oneSuspect() {
  let isTried = false;
  return {
    areWelcome: () => !isTried,
    async watch<Result>({ heads }: LeasedLane, drained: Promise<Result>): Promise<Result> {
      const isSuspect = heads.some(({ deaths }) => deaths > 0);
      isTried ||= isSuspect;
      const result = await drained;
      if (isSuspect) isTried = false;
      return result;
    },
  };
}

/** A lane may go on with heads of a process that was paused since it was leased. */
function isPaused({ subject }: LeasedHead, paused: QueueSettings['pausedProcesses']): boolean {
  return subject.kind === 'transaction' && paused?.has(subject.transaction.process) === true;
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

/** Amortises the claim over several deliveries without keeping a lane from others for long. */
const HEADS_MAX = 10;
/** How late work written by another process may be noticed. */
const POLL_MS = 100;

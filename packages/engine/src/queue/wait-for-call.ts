/**
 * When the next call of a connection may be made. What its system taught this process is kept here;
 * the rate that all processes share is given out by the store, a slice at a time: as many calls as
 * are waited for, of a fifth of a second at most, so that no more is lost with a process that dies.
 * Nobody is asked where there is no rate.
 */

import { madeUpForMs } from '../store/calls.ts';
import { takeToken, type RateBudget } from './rate-budget.ts';
import type { QueueOptions } from './connection-queue.ts';

export type CallGate = {
  /** False when none is given: the store cannot be asked, or the queue stops. */
  wait(): Promise<boolean>;
  /** Whoever waits is answered no. */
  stop(): void;
};

export type CallRates = {
  /** Calls per second that this process may make by itself. */
  readonly own: () => number | undefined;
  /** Calls per second of all processes together. */
  readonly shared: () => number | undefined;
};

type GateOptions = Pick<QueueOptions, 'connection' | 'store' | 'clock' | 'timers' | 'onTrouble'>;

export function callGate(options: GateOptions, { own, shared }: CallRates): CallGate {
  const { clock, onTrouble } = options;
  const alarm = options.timers.alarm();
  let budget: RateBudget = { tokens: 1, atMs: clock.elapsedMs() };
  let slice: Slice = NO_CALLS;
  let waiting = 0;
  let isStopped = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after another, so that whoever came first leaves first. */
  async function giveNext(): Promise<boolean> {
    const ownRate = own();
    if (ownRate !== undefined) {
      const grant = takeToken(budget, ownRate, clock.elapsedMs());
      budget = grant.budget;
      if (grant.waitMs > 0 && !isStopped) await alarm.ring(grant.waitMs);
    }
    const rate = shared();
    if (rate === undefined || isStopped) return !isStopped;
    slice = withoutMissed(slice, clock.elapsedMs());
    if (slice.calls === 0) slice = await takeSlice(options, rate, waiting);
    const waitMs = slice.nextMs - clock.elapsedMs();
    slice = withoutFirst(slice);
    if (waitMs > 0 && !isStopped) await alarm.ring(waitMs);
    return !isStopped;
  }

  return {
    async wait() {
      if (own() === undefined && shared() === undefined) return true;
      waiting += 1;
      const given = turn.then(giveNext);
      turn = given.catch(() => {}).then(() => (waiting -= 1));
      return given.catch((error: unknown) => {
        onTrouble(error);
        return false;
      });
    },
    stop() {
      isStopped = true;
      alarm.now();
    },
  };
}

/** Calls of ours that were not made yet: the next one's time, and what is between two of them. */
type Slice = { readonly calls: number; readonly nextMs: number; readonly everyMs: number };

async function takeSlice(
  { connection, store, clock }: GateOptions,
  perSecond: number,
  waiting: number,
): Promise<Slice> {
  const everyMs = 1_000 / perSecond;
  const calls = Math.max(1, Math.min(waiting, Math.floor(SLICE_MS / everyMs)));
  const inMs = await store.takeCalls({ connection, calls, everyMs });
  return { calls, everyMs, nextMs: clock.elapsedMs() + inMs };
}

function withoutFirst({ calls, nextMs, everyMs }: Slice): Slice {
  return { calls: calls - 1, nextMs: nextMs + everyMs, everyMs };
}

/** A call whose time is long past is not made up for: others may have made up for it. */
function withoutMissed(slice: Slice, nowMs: number): Slice {
  let rest = slice;
  while (rest.calls > 0 && nowMs - rest.nextMs > madeUpForMs(rest.everyMs))
    rest = withoutFirst(rest);
  return rest;
}

const NO_CALLS: Slice = { calls: 0, nextMs: 0, everyMs: 0 };
/** Few questions to the store, and little that is lost with a process. */
const SLICE_MS = 200;

/**
 * Work through the heads of one leased lane, in order, and hand what became of each to the settler.
 *
 * A head is only sent while enough of the lease is left for it; otherwise the lease is renewed
 * first, and given up when it was lost. The next head does not wait for the commit of the one
 * before when that was confirmed: the lease has recorded that both may have left.
 */

import type { Clock } from '@kontor/kernel';
import type { HeadHandler, HeadResult } from '../delivery/head-handler.ts';
import type { EngineStore, LeasedHead, LeasedLane, Settlement } from '../store/engine-store.ts';
import type { Timers } from './timers.ts';

export type DrainOptions = {
  readonly store: Pick<EngineStore, 'renewLease'>;
  /** When the lease was asked for: it began no earlier, however late its answer came. */
  readonly askedMs: number;
  readonly settle: (settlement: Settlement) => Promise<boolean>;
  readonly handle: HeadHandler;
  readonly clock: Clock;
  readonly timers: Timers;
  /** False once it may not be sent: the queue stops, is paused, or its breaker opened. */
  readonly maySend: (head: LeasedHead) => boolean;
  /** Resolves when the rate allows the next call; false when none is given. */
  readonly waitForCall: () => Promise<boolean>;
  /** Resolves when those who wait for an answer of ours have one, or soon. */
  readonly giveWay?: () => Promise<void>;
  /** Told of every head that was tried. */
  readonly learn: (result: HeadResult) => void;
  readonly onTrouble: (error: unknown) => void;
};

/** Answers how many heads were tried. */
export async function drainLane(lane: LeasedLane, options: DrainOptions): Promise<number> {
  const { store, handle, clock, maySend, waitForCall, giveWay, learn } = options;
  const settler = settlerOf(lane, options);
  let deadlineMs = options.askedMs + LEASE_MS;
  // Counted from the question, like the lease: the window begins no earlier than that.
  const standsAtMs = options.askedMs + (lane.standsInMs ?? Infinity);
  const isOpenFor = (head: LeasedHead) => maySend(head) && clock.elapsedMs() < standsAtMs;
  const leftMs = () => deadlineMs - clock.elapsedMs();
  const maySubmit = () => leftMs() >= SUBMIT_MS_MAX && clock.elapsedMs() < standsAtMs;
  let tried = 0;
  for (const [index, head] of lane.heads.entries()) {
    const isLast = index === lane.heads.length - 1;
    const isGiven = isOpenFor(head) && (await waitForCall());
    if (isGiven) await giveWay?.();
    while (settler.isOurs() && leftMs() < SEND_MS_MAX) {
      const askedMs = clock.elapsedMs();
      if (!(await store.renewLease(lane, LEASE_MS))) {
        await settler.settled();
        return tried;
      }
      deadlineMs = askedMs + LEASE_MS;
    }
    if (!settler.isOurs()) break;
    // Asked last: a pause may have come, or a window begun, while the rate was awaited.
    if (!isGiven || !isOpenFor(head)) {
      settler.settle(head, untouched(head), isLast);
      break;
    }
    tried += 1;
    const result = await beforeItEnds(handle(head, maySubmit), leftMs(), options.timers);
    if (result === 'hanging') {
      // The lane is not given back: whoever leases it next sees that it may have been sent.
      options.onTrouble(new Error(`${head.operation} of ${head.deliveryId} does not come back`));
      break;
    }
    learn(result);
    settler.settle(head, result, isLast);
    if (result.result.kind !== 'finished') break;
    // What was refused may be taken the next time: were the refusal lost, the next head would have
    // overtaken it. A confirmed one is recognised or found, however often it is tried.
    if (result.result.status !== 'confirmed') await settler.settled();
  }
  await settler.settled();
  return tried;
}

/**
 * A call that never comes back would keep its place in the queue for ever, and the process from
 * ending. Past the lease nothing can be settled anyway.
 */
async function beforeItEnds(
  work: Promise<HeadResult>,
  leftMs: number,
  timers: Timers,
): Promise<HeadResult | 'hanging'> {
  const alarm = timers.alarm();
  const over = alarm.ring(leftMs).then(() => 'hanging' as const);
  try {
    return await Promise.race([work, over]);
  } finally {
    alarm.now();
  }
}

type Handled = Pick<HeadResult, 'attempts' | 'result'>;

/** Collects what is being settled; knows when the lane turned out not to be ours any more. */
function settlerOf(lane: LeasedLane, { settle, onTrouble }: DrainOptions) {
  const settling: Promise<void>[] = [];
  let isOurs = true;
  return {
    isOurs: () => isOurs,
    settled: async () => void (await Promise.all(settling)),
    settle(head: LeasedHead, handled: Handled, isLast: boolean): void {
      const settled = settle(settlementOf(lane, head, handled, isLast)).catch((error: unknown) => {
        onTrouble(error);
        return false;
      });
      settling.push(
        settled.then((isKept) => {
          isOurs &&= isKept;
        }),
      );
    },
  };
}

function settlementOf(
  lane: LeasedLane,
  head: LeasedHead,
  { attempts, result }: Handled,
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

/**
 * Once the lane is given back, nobody sees any more that its last holder died. What that one may
 * have sent must not be taken for what was sent, and noted, before.
 */
function untouched({ isInDoubt, sinceSentMs }: LeasedHead): Handled {
  const wasSent = isInDoubt && sinceSentMs === undefined;
  return { attempts: [], result: { kind: 'untouched', wasSent } };
}

/** Long enough for a healthy worker never to lose it, and short enough to replace a dead one. */
export const LEASE_MS = 30_000;
/** A call ends after at most this, look-up and sign-in included; see the connection's time-outs. */
const SEND_MS_MAX = 25_000;
/** One call of these, with a sign-in. */
const SUBMIT_MS_MAX = 15_000;

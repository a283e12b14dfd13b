/**
 * The thread that watches the main one. It counts its own ticks since the last heartbeat, not time:
 * a process that was stopped, or a machine that slept, stood still as a whole.
 *
 * The answer to "what runs?" decides. It comes at once only in the middle of running JavaScript: a
 * long call of the system or a long collection of garbage answers late and is let be, and so is a
 * main thread that has nothing on its stack.
 *
 * Code that takes more than the heap would end the process. So while the main thread stands still
 * with a heap that fills, the debugger is there: it stops what runs when the heap is full, with
 * room lent to it, and that is ended like a loop. See guard-heap.ts.
 */

import { Session } from 'node:inspector/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@kontor/kernel';
import { guardHeap } from './guard-heap.ts';
import { ASK_WHAT_RUNS, framesOf, type Running } from './what-runs.ts';

export type Watch = {
  /** Between two heartbeats, and two looks at them. */
  readonly tickMs: number;
  /** Standing still for so long ends what runs. */
  readonly blockedMsMax: number;
  /** The same for a delivery that had to be ended before. */
  readonly againMsMax: number;
};

/** What the thread that watches is given. */
export type Watched = {
  readonly watch: Watch;
  readonly beats: Int32Array;
  /** How much the heap of the main thread may hold. */
  readonly heapBytesMax: number;
};

/** What was ended, and how long it had kept the main thread; absent when it filled the heap. */
export type Ended = Running & { readonly blockedMs?: number };

/**
 * Longer than any honest work of ours, and shorter than what callers and probes put up with. A heap
 * is filled within tenths of a second: that is what the ticks are for.
 */
export const USUAL_WATCH: Watch = { tickMs: 25, blockedMsMax: 5_000, againMsMax: 1_000 };

async function watchForEver({ watch, beats, heapBytesMax }: Watched): Promise<never> {
  const endedBefore = new Set<string>();
  const guard = guardHeap(heapBytesMax, (ended) => parentPort?.postMessage(ended));
  let seen = 0;
  let ticks = 0;
  for (;;) {
    await sleep(watch.tickMs);
    const beat = Atomics.load(beats, 0);
    ticks = beat === seen ? ticks + 1 : 0;
    seen = beat;
    // What is asked of a thread that is just being ended may fail: the next tick asks again.
    await guard.watch(ticks).catch(() => {});
    const blockedMs = ticks * watch.tickMs;
    // What fills the heap is slow when it is nearly full: that is no loop, and is ended otherwise.
    const mayHaveLooped =
      blockedMs >= watch.againMsMax && endedBefore.size > 0 && !guard.isAtWork();
    if (blockedMs < watch.blockedMsMax && !mayHaveLooped) continue;
    const ended = await endWhatRuns(
      ({ deliveryId = '' }) => blockedMs >= watch.blockedMsMax || endedBefore.has(deliveryId),
      () => Atomics.load(beats, 0) === seen,
    ).catch(() => undefined);
    if (ended === undefined) continue;
    ticks = 0;
    if (ended.deliveryId !== undefined) remember(endedBefore, ended.deliveryId);
    parentPort?.postMessage({ ...ended, blockedMs } satisfies Ended);
  }
}

/** Undefined when nothing was ended. */
async function endWhatRuns(
  isToEnd: (running: Running) => boolean,
  isStillBlocked: () => boolean,
): Promise<Running | undefined> {
  const session = new Session();
  session.connectToMainThread();
  try {
    const askedMs = systemClock.elapsedMs();
    const { result } = await session.post('Runtime.evaluate', ASK_WHAT_RUNS);
    const isPrompt = systemClock.elapsedMs() - askedMs < ANSWER_MS_MAX;
    const running = JSON.parse(String(result.value)) as Running;
    const stack = framesOf(running);
    if (!isPrompt || stack.length === 0 || !isStillBlocked()) return undefined;
    if (!isToEnd(running)) return undefined;
    await session.post('Runtime.terminateExecution');
    return { ...running, stack: stack.join('\n') };
  } finally {
    session.disconnect();
  }
}

function remember(known: Set<string>, id: string): void {
  const [oldest] = known;
  if (known.size >= REMEMBERED_MAX && oldest !== undefined) known.delete(oldest);
  known.add(id);
}

/** JavaScript that runs answers within microseconds; a busy machine may take a little. */
const ANSWER_MS_MAX = 500;
/** Nobody has so many documents that loop at the same time. */
const REMEMBERED_MAX = 1_000;

if (!isMainThread) {
  const watched = workerData as Watched;
  // An answer that is awaited does not keep a thread alive.
  setInterval(() => {}, watched.watch.tickMs);
  await watchForEver(watched);
}

/**
 * Ends code of the main thread that fills the heap, before that ends the process. V8 has a stop for
 * it: with a debugger there, it lends the heap more room when it is full and pauses what runs.
 *
 * A debugger makes every await ten times as dear. So it comes when the main thread stands still
 * with most of its heap in use, and goes when the main thread moves and has room again. Code that
 * fills the heap in one call of the engine, or a little at each turn of the event loop, is not
 * caught by this: see docs/decisions/containment.md.
 */

import { Session } from 'node:inspector/promises';
import { ASK_WHAT_RUNS, framesOf, type Running } from './what-runs.ts';

export type HeapGuard = {
  /** `ticks`: for how many the main thread has stood still. */
  watch(ticks: number): Promise<void>;
  /** Whether the heap is about to be full. */
  isAtWork(): boolean;
};

export function guardHeap(limitBytes: number, onEnded: (ended: Running) => void): HeapGuard {
  const filledBytes = limitBytes * FILLED_SHARE;
  let debugging: Debugging | undefined;
  let moving = 0;
  return {
    isAtWork: () => debugging !== undefined,
    async watch(ticks) {
      if (ticks === 0) {
        moving += 1;
        if (!debugging || (moving < LINGERING_TICKS && !debugging.hasGarbage())) return;
        if (await debugging.end(limitBytes * FULL_SHARE)) debugging = undefined;
        moving = 0;
        return;
      }
      moving = 0;
      if (debugging || ticks < STANDING_TICKS) return;
      if ((await usedBytes()) >= filledBytes) debugging = openDebugging(onEnded);
    },
  };
}

/** Answered in the middle of whatever runs, when it is JavaScript. */
async function usedBytes(): Promise<number> {
  const session = new Session();
  session.connectToMainThread();
  try {
    return await usedIn(session);
  } finally {
    session.disconnect();
  }
}

async function usedIn(session: Session): Promise<number> {
  const usage: unknown = await session.post('Runtime.getHeapUsage');
  return (usage as { readonly usedSize: number }).usedSize;
}

type Debugging = {
  /** What was thrown away, and is not collected yet. */
  hasGarbage(): boolean;
  /** False when it is not over: the heap is full, or somebody is being ended. */
  end(fullBytes: number): Promise<boolean>;
};

function openDebugging(onEnded: (ended: Running) => void): Debugging {
  const session = new Session();
  session.connectToMainThread();
  let hasGarbage = false;
  let ending = 0;
  session.on('Debugger.paused', ({ params }) => {
    hasGarbage = true;
    ending += 1;
    void endPaused(session, params.reason)
      .then((ended) => ended && onEnded(ended))
      .catch(() => {}) // it could not say what it is, and is ended all the same
      .finally(() => (ending -= 1));
  });
  // Its answer comes when the main thread gets to it, perhaps never: nobody waits for it.
  session.post('Debugger.enable').catch(() => {});
  return {
    hasGarbage: () => hasGarbage,
    async end(fullBytes) {
      // What was thrown away still counts until it is collected, and the limit falls back to what
      // is there. To go while the heap is full would let what fills it go on.
      if (hasGarbage) await session.post('HeapProfiler.collectGarbage');
      hasGarbage = ending > 0;
      if (ending > 0 || (await usedIn(session)) >= fullBytes) return false;
      await session.post('Debugger.disable');
      session.disconnect();
      return true;
    },
  };
}

/** Undefined when it was paused for something else, which is let go on. */
async function endPaused(session: Session, reason: string): Promise<Running | undefined> {
  if (reason !== 'OOM') {
    await session.post('Debugger.resume');
    return undefined;
  }
  try {
    const { result } = await session.post('Runtime.evaluate', ASK_WHAT_RUNS);
    const running = JSON.parse(String(result.value)) as Running;
    return { ...running, stack: framesOf(running).join('\n') };
  } finally {
    // Whoever it was: with a full heap nobody goes on.
    await session.post('Debugger.resume', { terminateOnResume: true });
  }
}

/** Of the heap. A server lives well below it; above, to be safe is worth more than to be quick. */
const FILLED_SHARE = 0.6;
const FULL_SHARE = 0.9;
/** The first may be one that the heart was just about to beat in. */
const STANDING_TICKS = 2;
/** Where one fills the heap, more of the kind may come: a second at the usual pace. */
const LINGERING_TICKS = 40;

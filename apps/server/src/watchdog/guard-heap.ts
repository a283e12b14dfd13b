/**
 * Ends code of the main thread that fills the heap, before that ends the process. V8 has a stop for
 * it: with a debugger there, it lends the heap more room when it is full and pauses what runs.
 *
 * A debugger that is always there would make every await of the server dearer. So it comes when the
 * main thread stands still while the process grows, and goes when the main thread moves again. Code
 * that fills the heap in one call of the engine, or a little at each turn of the event loop, is not
 * caught by this: see docs/decisions/containment.md.
 */

import { Session } from 'node:inspector/promises';
import { ASK_WHAT_RUNS, framesOf, type Running } from './what-runs.ts';

export type HeapGuard = {
  /** `ticks`: for how many the main thread has stood still. */
  watch(ticks: number): Promise<void>;
};

export function guardHeap(onEnded: (ended: Running) => void): HeapGuard {
  let restingBytes = process.memoryUsage.rss();
  let debugging: Debugging | undefined;
  let moving = 0;
  return {
    async watch(ticks) {
      if (ticks > 0) {
        moving = 0;
        const hasGrown = process.memoryUsage.rss() - restingBytes >= GROWN_BYTES;
        if (hasGrown) debugging ??= openDebugging(onEnded);
        return;
      }
      restingBytes = process.memoryUsage.rss();
      moving += 1;
      if (!debugging || (moving < LINGERING_TICKS && !debugging.wasFull())) return;
      const over = debugging;
      debugging = undefined;
      await over.end();
    },
  };
}

type Debugging = { wasFull(): boolean; end(): Promise<void> };

function openDebugging(onEnded: (ended: Running) => void): Debugging {
  const session = new Session();
  session.connectToMainThread();
  let wasFull = false;
  session.on('Debugger.paused', ({ params }) => {
    wasFull = true;
    void endPaused(session, params.reason).then((ended) => ended && onEnded(ended));
  });
  // Its answer comes when the main thread gets to it, perhaps never: nobody waits for it.
  session.post('Debugger.enable').catch(() => {});
  return {
    wasFull: () => wasFull,
    async end() {
      // What was thrown away still counts until it is collected: the limit falls back to what is
      // there. And its answer tells that the main thread is not in the middle of anything: to go
      // while it is paused would let it go on.
      const ask = wasFull ? 'HeapProfiler.collectGarbage' : 'Runtime.getHeapUsage';
      await session.post(ask).catch(() => {});
      await session.post('Debugger.disable').catch(() => {});
      session.disconnect();
    },
  };
}

/** Undefined when it was paused for something else, which is let go on. */
async function endPaused(session: Session, reason: string): Promise<Running | undefined> {
  if (reason !== 'OOM') {
    await session.post('Debugger.resume');
    return undefined;
  }
  const { result } = await session.post('Runtime.evaluate', ASK_WHAT_RUNS);
  const running = JSON.parse(String(result.value)) as Running;
  await session.post('Debugger.resume', { terminateOnResume: true });
  return { ...running, stack: framesOf(running).join('\n') };
}

/** Where one fills the heap, more of the kind may come: a second at the usual pace. */
const LINGERING_TICKS = 40;
/** More than honest work takes between two beats; a twentieth of what a small server has. */
const GROWN_BYTES = 24 * 1024 * 1024;

/**
 * Ends code that loops for ever or fills the heap, so that one document cannot stop the server. A
 * thread of its own watches the heartbeat of the main thread; when that stands still for five
 * seconds, or the heap is full, it asks, by the debugger's protocol and without opening a port,
 * what runs there, and ends that alone. The event loop goes on. What was ended never comes back by
 * itself: whoever waits for it is told here.
 *
 * Ending code throws away what stands behind it in the same turn of the event loop. So contained
 * work begins in a turn of its own, with nobody behind it.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { url as debuggerUrl } from 'node:inspector';
import { MessageChannel, Worker } from 'node:worker_threads';
import { getHeapStatistics } from 'node:v8';
import type { Contain } from '@kontor/engine';
import type { Logger } from 'pino';
import { USUAL_WATCH, type Ended, type Watch, type Watched } from './watch-main-thread.ts';
import { WHAT_RUNS, type Running } from './what-runs.ts';

export type Watchdog = {
  readonly contain: Contain;
  close(): Promise<void>;
};

export function openWatchdog(logger: Logger, watch: Partial<Watch> = {}): Watchdog {
  const current = new AsyncLocalStorage<string>();
  const waiting = new Map<string, (reason: Error) => void>();
  const turns = ownTurns();
  const contain: Contain = <Result>(deliveryId: string, work: () => Promise<Result>) => {
    // Not awaited in a function of ours: what is ended takes those with it that called it.
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.set(deliveryId, reject);
    void turns
      .next()
      .then(() => current.run(deliveryId, work))
      .then(resolve, reject);
    return promise.finally(() => waiting.delete(deliveryId));
  };
  // A debugger stops the main thread at will: that is no loop.
  if (debuggerUrl() !== undefined) return { contain, close: async () => turns.close() };
  const onEnded = ({ deliveryId, stack, blockedMs }: Ended) => {
    logger.error({ deliveryId, stack, blockedMs }, 'code that did not come to its end was ended');
    const did = blockedMs === undefined ? FILLED : `ran for ${secondsOf(blockedMs)} without an end`;
    const reason = `Our own code ${did} and was ended.`;
    if (deliveryId !== undefined) waiting.get(deliveryId)?.(new Error(reason));
  };
  const thread = watchedBy({ ...USUAL_WATCH, ...watch }, current, onEnded, (error) =>
    logger.error({ err: error }, 'nobody watches the main thread any more'),
  );
  const close = async () => {
    turns.close();
    await thread.close();
  };
  return { contain, close };
}

/** The thread that watches, and the heart that beats for it. */
function watchedBy(
  watch: Watch,
  current: AsyncLocalStorage<string>,
  onEnded: (ended: Ended) => void,
  onTrouble: (error: unknown) => void,
) {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const heart = setInterval(() => Atomics.add(beats, 0, 1), watch.tickMs).unref();
  // Called by the debugger's protocol in the middle of whatever runs.
  const whatRuns = (): Running => ({
    deliveryId: current.getStore(),
    stack: new Error('what runs').stack ?? '',
  });
  Object.defineProperty(process, Symbol.for(WHAT_RUNS), { value: whatRuns, configurable: true });
  const worker = new Worker(new URL('./watch-main-thread.ts', import.meta.url), {
    workerData: {
      ...{ watch, beats },
      heapBytesMax: getHeapStatistics().heap_size_limit,
    } satisfies Watched,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES_MAX },
  });
  worker.on('message', onEnded);
  worker.on('error', onTrouble);
  worker.unref();
  // A process that ends waits for whoever debugs it.
  process.once('exit', () => void worker.terminate());
  return {
    close: async () => {
      clearInterval(heart);
      await worker.terminate();
    },
  };
}

/** A message is a turn of the event loop for itself: nobody's continuations stand behind it. */
function ownTurns() {
  const { port1, port2 } = new MessageChannel();
  const begins: (() => void)[] = [];
  port1.on('message', () => begins.shift()?.());
  return {
    next: () =>
      new Promise<void>((resolve) => {
        begins.push(resolve);
        port2.postMessage(undefined);
      }),
    close: () => port1.close(),
  };
}

function secondsOf(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

const FILLED = 'took all the memory that the process may have';
/** It holds a counter, a list of ids, and what the debugger says of the scripts of the server. */
const THREAD_MEGABYTES_MAX = 64;

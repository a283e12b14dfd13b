/**
 * Group commit: callers that arrive while a write is under way share the next one. A lone caller
 * waits for nobody; under load the batches grow by themselves, so durable writes are paid for once
 * for many. What an accept costs then is told in docs/decisions/accepting.md.
 */

import { assert } from '@kontor/kernel';

export type GroupCommit<Item, Result> = (item: Item) => Promise<Result>;

type Options<Item, Result> = {
  /** Writes all of them or throws; answers in their order. */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Bounds the memory and the lock time of one write. */
  readonly itemsMax: number;
  /** One keeps the order of the callers across writes; two hide the latency of the disk. */
  readonly writesMax: number;
  /** Runs the next write after the callbacks of this turn; a simulation chooses when. */
  readonly defer?: (write: () => void) => void;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export function groupCommit<Item, Result>(
  options: Options<Item, Result>,
): GroupCommit<Item, Result> {
  const { defer = (write) => void setImmediate(write) } = options;
  const queue: Waiting<Item, Result>[] = [];
  let writes = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || writes >= options.writesMax || queue.length === 0) return;
    isScheduled = true;
    // After the callbacks of this turn of the event loop: requests read together commit together.
    defer(() => {
      isScheduled = false;
      void flush();
    });
  }

  async function flush(): Promise<void> {
    const batch = queue.splice(0, options.itemsMax);
    if (batch.length === 0) return;
    writes += 1;
    schedule();
    await settleBatch(options, batch);
    writes -= 1;
    schedule();
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      schedule();
    });
}

async function settleBatch<Item, Result>(
  options: Options<Item, Result>,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await options.write(batch.map(({ item }) => item));
    assert(results.length === batch.length, 'every item of a batch is answered');
    batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
  } catch (error) {
    batch.forEach(({ reject }) => reject(error));
  }
}

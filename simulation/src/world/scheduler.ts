/**
 * The one clock and the one list of what happens next. Time stands still while code runs and jumps
 * to the next event when nothing can run any more. Events of the same millisecond come in an order
 * that the seed chooses. After each event every promise that it settled has been followed to its
 * end before the next one fires, so a run has no order but this one.
 */

import type { Random } from '@kontor/kernel';

export type Scheduler = {
  /** Milliseconds of true time since the run began. */
  nowMs(): number;
  after(delayMs: number, fire: () => void): Planned;
  /** `over` when `limitMs` is reached first, `idle` when nothing is planned any more. */
  run(isDone: () => boolean, limitMs: number): Promise<'done' | 'over' | 'idle'>;
  readonly events: number;
};

export type Planned = { cancel(): void };

type Entry = Planned & {
  dueMs: number;
  tie: number;
  order: number;
  fire: (() => void) | undefined;
};

export function scheduler(random: Random): Scheduler {
  const heap: Entry[] = [];
  let nowMs = 0;
  let order = 0;
  let events = 0;

  function next(limitMs: number): Entry | undefined {
    for (;;) {
      const first = heap[0];
      if (!first || first.dueMs > limitMs) return undefined;
      pop(heap);
      if (first.fire) return first;
    }
  }

  return {
    nowMs: () => nowMs,
    get events() {
      return events;
    },
    after(delayMs, fire) {
      const entry: Entry = {
        dueMs: Math.ceil(nowMs + Math.max(0, delayMs)),
        tie: random.fraction(),
        order: order++,
        fire,
        cancel: () => (entry.fire = undefined),
      };
      push(heap, entry);
      return entry;
    },
    run: (isDone, limitMs) =>
      new Promise((resolve, reject) => {
        function turn(): void {
          try {
            if (isDone()) return resolve('done');
            const entry = next(limitMs);
            if (!entry) return resolve(heap.length === 0 ? 'idle' : 'over');
            nowMs = Math.max(nowMs, entry.dueMs);
            events += 1;
            entry.fire?.();
            // The turn after this one begins when every promise that follows has been followed.
            setImmediate(turn);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        }
        turn();
      }),
  };
}

function isBefore(left: Entry, right: Entry): boolean {
  if (left.dueMs !== right.dueMs) return left.dueMs < right.dueMs;
  return left.tie === right.tie ? left.order < right.order : left.tie < right.tie;
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || !isBefore(entry, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    if (!left) break;
    const isRight = right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!isBefore(child, last)) break;
    heap[at] = child;
    at = 2 * at + (isRight ? 2 : 1);
  }
  heap[at] = last;
}

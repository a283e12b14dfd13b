/** Many seeds, on several threads: each takes the next hundred when it has finished its own. */

import { Worker } from 'node:worker_threads';

export type Batch = {
  readonly counts: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
  readonly events: number;
  readonly virtualMs: number;
};

export type Failure = { readonly seed: number; readonly checker: string; readonly detail: string };

/** A run of seeds that lie side by side. */
export type Task = { readonly from: number; readonly seeds: number };

export type TaskReport = {
  readonly seeds: number;
  readonly counts: readonly (readonly [string, number])[];
  readonly failures: readonly Failure[];
  readonly events: number;
  readonly virtualMs: number;
};

export type BatchOptions = Task & {
  readonly workers: number;
  readonly onProgress: (done: number, failures: number) => void;
};

export async function runBatch({ from, seeds, workers, onProgress }: BatchOptions): Promise<Batch> {
  const counts = new Map<string, number>();
  const failures: Failure[] = [];
  let [events, virtualMs, done] = [0, 0, 0];
  let next = from;

  function takeTask(): Task | undefined {
    const left = from + seeds - next;
    if (left <= 0) return undefined;
    const task = { from: next, seeds: Math.min(SEEDS_PER_TASK, left) };
    next += task.seeds;
    return task;
  }

  function learn(report: TaskReport): void {
    for (const [what, count] of report.counts) counts.set(what, (counts.get(what) ?? 0) + count);
    failures.push(...report.failures);
    events += report.events;
    virtualMs += report.virtualMs;
    done += report.seeds;
    onProgress(done, failures.length);
  }

  await Promise.all(Array.from({ length: workers }, () => work(takeTask, learn)));
  failures.sort((left, right) => left.seed - right.seed);
  return { counts, failures, events, virtualMs };
}

function work(takeTask: () => Task | undefined, learn: (report: TaskReport) => void) {
  return new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('./seed-worker.ts', import.meta.url));
    const handOut = () => {
      const task = takeTask();
      if (task) worker.postMessage(task);
      else void worker.terminate().then(() => resolve());
    };
    worker.on('message', (report: TaskReport) => {
      learn(report);
      handOut();
    });
    worker.on('error', reject);
    handOut();
  });
}

/** A second of work: short enough to share evenly, long enough not to be felt. */
const SEEDS_PER_TASK = 100;

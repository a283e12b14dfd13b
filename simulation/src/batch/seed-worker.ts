/** One thread of a batch: runs the seeds that it is handed and reports what they came to. */

import { parentPort } from 'node:worker_threads';
import { simulate } from '../simulate.ts';
import type { Failure, Task, TaskReport } from './run-batch.ts';

parentPort?.on('message', (task: Task) => {
  void runTask(task).then((report) => parentPort?.postMessage(report));
});

async function runTask({ from, seeds }: Task): Promise<TaskReport> {
  const counts = new Map<string, number>();
  const failures: Failure[] = [];
  let [events, virtualMs] = [0, 0];
  for (let seed = from; seed < from + seeds; seed++) {
    const outcome = await simulate({ seed });
    for (const [what, count] of outcome.counts) counts.set(what, (counts.get(what) ?? 0) + count);
    const [violation] = outcome.violations;
    if (violation) failures.push({ seed, ...violation });
    events += outcome.events;
    virtualMs += outcome.virtualMs;
  }
  return { seeds, counts: [...counts], failures, events, virtualMs };
}

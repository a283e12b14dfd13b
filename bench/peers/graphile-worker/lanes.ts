/**
 * graphile-worker with one named queue for each key. Settings of its page on performance: prepared
 * statements, completions in batches, a local queue.
 */

import { makeWorkerUtils, run } from 'graphile-worker';
import {
  drainAll,
  enqueueAll,
  orderBook,
  type LanesAsked,
  type LanesTold,
} from '../../src/lanes/contest.ts';

const asked = JSON.parse(process.argv[2] ?? '') as LanesAsked;
const connectionString = asked.databaseUrl;
const utils = await makeWorkerUtils({ connectionString });
await utils.migrate();

const enqueue = await enqueueAll(asked, (rows) =>
  utils.addJobs(
    rows.map((row) => ({
      identifier: 'post',
      payload: { row },
      queueName: `key-${row % asked.keys}`,
    })),
  ),
);

const { book, handle } = orderBook(asked);
const draining = drainAll(() => book.handled, enqueue.enqueued, asked.secondsMax);
const runner = await run({
  taskList: {
    post: async (payload) => {
      if (!handle((payload as { readonly row: number }).row)) throw new Error('not now');
    },
  },
  preset: {
    worker: {
      connectionString,
      concurrentJobs: 24,
      maxPoolSize: 25,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
});
const drain = await draining;
process.send?.({ ...enqueue, ...drain, ...book } satisfies LanesTold & { handled: number });
await runner.stop();
await utils.release();

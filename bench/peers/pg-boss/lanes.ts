/**
 * pg-boss with the policy `key_strict_fifo`. As its documentation wants it for a large queue: a
 * partition of its own, batches that are fetched again at once while they come back full, no
 * supervision or scheduling beside it. Ids rise with the rows, because they break ties of time.
 */

import { PgBoss, type Job } from 'pg-boss';
import {
  drainAll,
  enqueueAll,
  orderBook,
  type LanesAsked,
  type LanesTold,
} from '../../src/lanes/contest.ts';

const QUEUE = 'lanes';
const asked = JSON.parse(process.argv[2] ?? '') as LanesAsked;
const boss = new PgBoss({
  connectionString: asked.databaseUrl,
  max: 20,
  supervise: false,
  schedule: false,
});
boss.on('error', (error: unknown) => console.error(error));
await boss.start();
await boss.createQueue(QUEUE, { policy: 'key_strict_fifo', partition: true });

const enqueue = await enqueueAll(asked, (rows) =>
  boss.insert(
    QUEUE,
    rows.map((row) => ({
      id: `00000000-0000-7000-8000-${row.toString(16).padStart(12, '0')}`,
      data: { row },
      singletonKey: `key-${row % asked.keys}`,
    })),
  ),
);

const { book, handle } = orderBook(asked);
const draining = drainAll(() => book.handled, enqueue.enqueued, asked.secondsMax);
type Row = { readonly row: number };
const options = {
  ...{ batchSize: 500, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 },
  localConcurrency: 2,
};
if (asked.failsOnce === true) {
  await boss.work(QUEUE, { ...options, perJobResults: true }, async (jobs: Job<Row>[]) =>
    jobs.map(({ id, data }) => ({ id, status: handle(data.row) ? 'completed' : 'failed' })),
  );
} else {
  await boss.work(QUEUE, options, async (jobs: Job<Row>[]) => {
    for (const { data } of jobs) handle(data.row);
  });
}
const drain = await draining;
process.send?.({ ...enqueue, ...drain, ...book } satisfies LanesTold & { handled: number });

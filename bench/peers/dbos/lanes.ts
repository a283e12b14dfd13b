/**
 * DBOS with a partitioned queue: one partition for each key, one workflow of a partition at a time.
 * Without any further limit it claims the heads of all partitions in one transaction.
 */

import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  drainAll,
  enqueueAll,
  orderBook,
  type LanesAsked,
  type LanesTold,
} from '../../src/lanes/contest.ts';

type Asked = LanesAsked & { readonly pollMs?: number; readonly workers?: number };
const asked = JSON.parse(process.argv[2] ?? '') as Asked;
const { book, handle } = orderBook(asked.keys);

const post = DBOS.registerWorkflow(
  async (row: number) => {
    handle(row);
  },
  { name: 'post' },
);
DBOS.setConfig({
  name: 'lanes',
  systemDatabaseUrl: asked.databaseUrl,
  systemDatabasePoolSize: 20,
  logLevel: 'warn',
});
await DBOS.launch();
// A queue that does not exist yet is not polled: nothing drains while it is filled.
const enqueue = await enqueueAll(asked, (rows) =>
  Promise.all(
    rows.map((row) =>
      DBOS.startWorkflow(post, {
        queueName: 'lanes',
        enqueueOptions: { queuePartitionKey: `key-${row % asked.keys}` },
      })(row),
    ),
  ),
);
const draining = drainAll(() => book.handled, enqueue.enqueued, asked.secondsMax);
await DBOS.registerQueue('lanes', {
  partitionConcurrency: 1,
  minPollingIntervalMs: asked.pollMs ?? 100,
  ...(asked.workers !== undefined && { workerConcurrency: asked.workers }),
});
const drain = await draining;
process.send?.({ ...enqueue, ...drain, ...book } satisfies LanesTold & { handled: number });

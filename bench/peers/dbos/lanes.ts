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

const asked = JSON.parse(process.argv[2] ?? '') as LanesAsked;
const { book, handle } = orderBook(asked);

const post = DBOS.registerWorkflow(
  async (row: number) => {
    // A step is what is tried again; one more row for each workflow, so only where it is needed.
    if (asked.failsOnce === true) await DBOS.runStep(() => attempt(row), { retriesAllowed: true });
    else handle(row);
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
  minPollingIntervalMs: 100,
});
const drain = await draining;
process.send?.({ ...enqueue, ...drain, ...book } satisfies LanesTold & { handled: number });

async function attempt(row: number): Promise<void> {
  if (!handle(row)) throw new Error('not now');
}

/**
 * Invoices with DBOS: a workflow of three steps, in a queue that is partitioned by customer. The
 * number of the invoice is the id of its workflow, so that it is accepted once.
 */

import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  openInvoiceWork,
  type InvoiceJob,
  type JobAsked,
} from '../../src/end-to-end/invoice-job.ts';
import { openDoor } from '../../src/end-to-end/open-door.ts';

const asked = JSON.parse(process.argv[2] ?? '') as JobAsked;
const work = await openInvoiceWork(asked);
const RETRIED = { retriesAllowed: true, maxAttempts: 10 };

const createInvoice = DBOS.registerWorkflow(
  async (job: InvoiceJob) => {
    const posted = await DBOS.runStep(() => work.post(job), { name: 'post', ...RETRIED });
    await DBOS.runStep(() => work.mirror(job, posted), { name: 'mirror', ...RETRIED });
    await DBOS.runStep(() => work.record(job, posted), { name: 'record', ...RETRIED });
  },
  { name: 'createInvoice' },
);
DBOS.setConfig({
  name: 'invoices',
  systemDatabaseUrl: asked.databaseUrl,
  systemDatabasePoolSize: 20,
  logLevel: 'warn',
});
await DBOS.launch();
await DBOS.registerQueue('invoices', { partitionConcurrency: 1, minPollingIntervalMs: 100 });
await openDoor({
  port: asked.port,
  work,
  take: (job) =>
    DBOS.startWorkflow(createInvoice, {
      workflowID: `${job.input.legalEntity}/${job.input.number}`,
      queueName: 'invoices',
      enqueueOptions: { queuePartitionKey: job.input.customer },
    })(job),
});
process.send?.('ready');

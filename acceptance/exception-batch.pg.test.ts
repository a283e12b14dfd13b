/** A decision about many exceptions outlives the process that works on it. */

import {
  createCustomerInvoice,
  createExceptionBatch,
  getExceptionBatch,
  listPeriods,
  previewExceptionBatch,
  putPeriod,
} from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { eventually } from './platform/eventually.ts';
import { startPlatform } from './platform/start-platform.ts';
import { germanCustomers, sampleInvoice } from './samples/sample-invoice.ts';

const platform = await startPlatform();
const operations = platform.as('operations');
const customers = germanCustomers(platform.sandbox);

/** More than are worked on before the stop is heard, fewer than a second person is asked about. */
const EXCEPTIONS = 90;

/** A day that Kontor posts in and SAP does not. */
async function closedDay(): Promise<string> {
  const params = { code: 'DE01' };
  const { items } = await operations.read(listPeriods, { params });
  const [oldest] = items.toSorted((left, right) => (left.period < right.period ? -1 : 1));
  const { period, status, version } = present(oldest, 'DE01 has periods');
  if (status === 'closed') {
    const headers = { 'if-match': `"v${version}"` };
    await operations.read(putPeriod, {
      params: { ...params, period },
      headers,
      json: { status: 'open' },
    });
  }
  return `${period}-15`;
}

test('stopped in the middle and started again, it goes on, and decides about nothing twice', async () => {
  const issueDate = await closedDay();
  const numbers = Array.from({ length: EXCEPTIONS }, (_, nth) => `BATCH-${nth}`);
  for (const [nth, number] of numbers.entries()) {
    const customer = present(customers[nth % customers.length], 'there are some');
    const json = { ...sampleInvoice({ number, customer }), issueDate };
    await operations.read(createCustomerInvoice, { json, headers: { prefer: 'wait=0' } });
  }
  const choice = { filter: { cause: 'period_closed' }, action: 'abandon' } as const;
  const { count, totals } = await eventually(
    () => operations.read(previewExceptionBatch, { json: choice }),
    (preview) => preview.count === EXCEPTIONS,
  );
  const json = { ...choice, reason: 'Billed again next month.', seen: { count, totals } };
  const { id, status } = await operations.read(createExceptionBatch, { json });
  expect(status).toBe('running');
  const batch = () => operations.read(getExceptionBatch, { params: { batchId: id } });
  await eventually(batch, ({ done }) => done > 0);
  await platform.restart(async () => {
    const { rows } = await platform.pool.query(
      `select from exception_batch_item where status = 'waiting'`,
    );
    expect(rows.length).toBeGreaterThan(0);
  });
  const over = await eventually(batch, (each) => each.status === 'done');
  expect(over).toMatchObject({ done: EXCEPTIONS, failed: 0 });
  const { rows } = await platform.pool.query(
    `select count(*)::integer as decisions, count(distinct subject_id)::integer as exceptions
     from audit_entry where action = 'exception.resolved'`,
  );
  expect(rows).toEqual([{ decisions: EXCEPTIONS, exceptions: EXCEPTIONS }]);
});

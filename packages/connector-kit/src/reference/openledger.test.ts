import type { Operation } from '@kontor/connector-sdk';
import type { CustomerInvoicePosting } from '@kontor/canon';
import { describe, expect, test } from 'vitest';
import { conformanceChecks, runCheck, testConnector } from '../conformance/test-connector.ts';
import { openledger, postInvoice, send, toCustomer, type OpenledgerConfig } from './openledger.ts';
import { openledgerTest } from './openledger-samples.ts';
import type { Static } from 'typebox';

testConnector(openledgerTest);

type Invoices = Operation<CustomerInvoicePosting, Static<typeof OpenledgerConfig>>;
type LookUpInvoices = Extract<Invoices, { readonly idempotency: 'look-up' }>;

const invoices = openledger.operations['customerInvoice.post'] as LookUpInvoices;

describe('the suite catches a connector that', () => {
  test('takes every 2xx for success', async () => {
    const caught = await failingChecks({
      ...invoices,
      async submit(invoice, context) {
        const outcome = await postInvoice(invoice, context);
        if (outcome.kind !== 'unknown') return outcome;
        return { kind: 'confirmed', externalReference: 'surely' };
      },
    });
    expect(caught).toContain('customerInvoice.post is unknown after a 500 with a page of HTML');
    expect(caught).toContain('customerInvoice.post whose reply is cut short is unknown');
  });

  test('takes silence for a refusal', async () => {
    const caught = await failingChecks({
      ...invoices,
      async submit(invoice, context) {
        const outcome = await postInvoice(invoice, context);
        if (outcome.kind !== 'unknown') return outcome;
        const { detail: vendorText } = outcome;
        return { kind: 'rejected', reason: 'business_rule', vendorCode: 'timeout', vendorText };
      },
    });
    expect(caught).toContain('customerInvoice.post whose reply is lost is unknown');
  });

  test('sends again what may have arrived', async () => {
    const caught = await failingChecks({
      ...invoices,
      async submit(invoice, context) {
        const first = await postInvoice(invoice, context);
        return first.kind === 'unknown' ? postInvoice(invoice, context) : first;
      },
    });
    expect(caught).toContain('customerInvoice.post whose reply is lost is unknown');
  });

  test('repeats a page of the system in its outcome', async () => {
    const caught = await failingChecks({
      ...invoices,
      async submit(invoice, context) {
        const outcome = await postInvoice(invoice, context);
        if (outcome.kind !== 'unknown') return outcome;
        const reply = await send(context, { method: 'GET', path: '/anything' });
        return { ...outcome, detail: reply.kind === 'reply' ? reply.body : reply.cause };
      },
    });
    expect(caught).toContain(
      'customerInvoice.post shows nothing secret when an error page repeats the request',
    );
  });

  test('takes a missing page for an absent document', async () => {
    const caught = await failingChecks({
      ...invoices,
      async lookUp(invoice, context) {
        const path = `/documents?reference=${invoice.reference}`;
        const reply = await send(context, { method: 'GET', path });
        if (reply.kind === 'reply' && reply.status === 404) return { kind: 'absent' };
        return invoices.lookUp(invoice, context);
      },
    });
    expect(caught).toEqual([
      'customerInvoice.post: the look-up is unknown, never absent, after a 404 with HTML',
    ]);
  });

  test('pages by position', async () => {
    const options = {
      ...openledgerTest,
      connector: {
        ...openledger,
        readings: {
          async 'customer.list'(cursor = '0', context: Parameters<typeof send>[0]) {
            const reply = await send(context, { method: 'GET', path: `/customers?skip=${cursor}` });
            if (reply.kind !== 'reply') return FAILED;
            const page = JSON.parse(reply.body) as { customers: string[]; isLast: boolean };
            const next = String(parseInt(cursor, 10) + page.customers.length);
            const items = page.customers.map(toCustomer);
            return { kind: 'page' as const, items, ...(!page.isLast && { next }) };
          },
        },
      },
    };
    const caught = await failuresOf(options);
    expect(caught).toContain(
      'customer.list neither skips nor repeats while items are added between pages',
    );
  });
});

function failingChecks(operation: LookUpInvoices): Promise<readonly string[]> {
  const operations = { ...openledger.operations, 'customerInvoice.post': operation };
  return failuresOf({ ...openledgerTest, connector: { ...openledger, operations } });
}

async function failuresOf(options: typeof openledgerTest): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const check of conformanceChecks(options)) {
    if (check.skip !== undefined) continue;
    await runCheck(check, options).catch(() => failures.push(check.title));
  }
  return failures;
}

const FAILED = { kind: 'failed', detail: 'No page came.', retryable: true } as const;

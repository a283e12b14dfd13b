/**
 * A retry is the same intent, and has one effect: by key for the caller that says so, by business
 * key whoever says it (C5 to C11).
 */

import { createBankFile, createCustomerInvoice, listTransactions } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import { eventually } from './platform/eventually.ts';
import { ledgerDocuments } from './platform/ledger-documents.ts';
import { startPlatform } from './platform/start-platform.ts';
import { bankDays } from './samples/bank-days.ts';
import { asUbl, germanCustomers, sampleInvoice } from './samples/sample-invoice.ts';

const platform = await startPlatform();
const { sandbox } = platform;
const shop = platform.as('shop');
const subscriptions = platform.as('subscriptions');
const customer = present(germanCustomers(sandbox)[0], 'there are customers');
const days = bankDays(sandbox.bank);

function invoice(number: string) {
  return sampleInvoice({ number, customer });
}

async function transactionsOf(number: string) {
  return (await shop.read(listTransactions, { query: { number } })).items;
}

/** Posted, and nothing more on its way that could post it again. */
async function settled(number: string) {
  const transactions = await eventually(
    () => transactionsOf(number),
    (items) => items.length > 0 && items.every(({ status }) => status === 'done'),
  );
  return { transactions, documents: ledgerDocuments(sandbox, number) };
}

describe('one key', () => {
  test('two hundred times at once is one transaction and one document in SAP', async () => {
    const key = crypto.randomUUID();
    const json = invoice('ONCE-1');
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => shop.call(createCustomerInvoice, { json, key })),
    );
    const accepted = replies.filter(({ status }) => status < 300);
    const others = replies.filter(({ status }) => status >= 300);
    expect(others.filter(({ status }) => status !== 409)).toEqual([]);
    expect(new Set(accepted.map(({ headers }) => headers.get('location'))).size).toBe(1);
    const firsts = accepted.filter(({ headers }) => !headers.has('idempotent-replayed'));
    expect(firsts).toHaveLength(1);
    const { transactions, documents } = await settled('ONCE-1');
    expect([transactions.length, documents.length]).toEqual([1, 1]);
  });

  test('answers a retry byte for byte, marked as a replay', async () => {
    const key = crypto.randomUUID();
    const request = { json: invoice('REPLAY-1'), key };
    const first = await shop.answer(createCustomerInvoice, request);
    await settled('REPLAY-1');
    const second = await shop.answer(createCustomerInvoice, request);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect([second.status, second.text]).toEqual([first.status, first.text]);
  });

  test('takes a retry that waits for the outcome for the same intent', async () => {
    const request = { json: invoice('REPLAY-2'), key: crypto.randomUUID() };
    const first = await shop.answer(createCustomerInvoice, request);
    const headers = { prefer: 'wait=20' };
    const second = await shop.answer(createCustomerInvoice, { ...request, headers });
    expect(second.status).toBe(200);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toMatchObject({ id: first.body?.id, status: 'done' });
  });

  test('takes white space, the order of members and the key’s quotation marks for nothing', async () => {
    const key = crypto.randomUUID();
    const json = invoice('CANONICAL-1');
    const first = await shop.answer(createCustomerInvoice, { json, key });
    const turned = Object.fromEntries(Object.entries(json).reverse());
    const content = JSON.stringify(turned, undefined, 4).replaceAll('/', '\\/');
    const body = { type: 'application/json; charset=utf-8', content };
    const second = await shop.answer(createCustomerInvoice, { body, key: `"${key}"` });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.text).toBe(first.text);
  });

  test.each([
    ['another amount', 'REUSED-1', { net: 101n }],
    ['another number', 'REUSED-2', { number: 'REUSED-3' }],
  ])('with %s is refused', async (_, number, change) => {
    const key = crypto.randomUUID();
    const order = { number, customer };
    await shop.answer(createCustomerInvoice, { json: sampleInvoice(order), key });
    const json = sampleInvoice({ ...order, ...change });
    const { problem } = await shop.refusal(createCustomerInvoice, { json, key });
    expect(problem).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect(await transactionsOf('REUSED-3')).toEqual([]);
  });

  test('compares an e-invoice byte by byte', async () => {
    const key = crypto.randomUUID();
    const content = asUbl(invoice('BYTES-1'), sandbox);
    const body = { type: 'application/xml', content };
    const first = await shop.answer(createCustomerInvoice, { body, key });
    const second = await shop.answer(createCustomerInvoice, { body, key });
    expect(second.text).toBe(first.text);
    const other = { ...body, content: `${content}\n` };
    const { problem } = await shop.refusal(createCustomerInvoice, { body: other, key });
    expect(problem.code).toBe('idempotency_key_reused');
  });

  test('of another application is another intent, and tells nothing of this one', async () => {
    const key = crypto.randomUUID();
    const mine = await shop.answer(createCustomerInvoice, { json: invoice('MINE-1'), key });
    const theirs = await subscriptions.answer(createCustomerInvoice, {
      json: invoice('THEIRS-1'),
      key,
    });
    expect(theirs.headers.get('idempotent-replayed')).toBeNull();
    expect(theirs.body).toMatchObject({ number: 'THEIRS-1', application: 'subscriptions' });
    expect(theirs.text).not.toContain(mine.body?.id);
  });

  test('of a caller that went away while it waited is answered with what became of it', async () => {
    // SAP works long enough for the caller to give up between the commit and the answer.
    await sandbox.system('sap-s4hana').faults.set({ slowMs: 400 });
    const key = crypto.randomUUID();
    const json = invoice('GONE-1');
    const gone = new AbortController();
    const abandoned = fetch(`${platform.url}/v1/customer-invoices`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await shop.token()}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        prefer: 'wait=20',
      },
      body: JSON.stringify(json),
      signal: gone.signal,
    }).catch(() => 'gone' as const);
    const [accepted] = await eventually(
      () => transactionsOf('GONE-1'),
      (items) => items.length === 1,
    );
    gone.abort();
    expect(await abandoned).toBe('gone');
    await sandbox.system('sap-s4hana').faults.clear();
    const retry = await shop.answer(createCustomerInvoice, { json, key });
    expect(retry.headers.get('idempotent-replayed')).toBe('true');
    expect(retry.body?.id).toBe(accepted?.id);
    const { transactions, documents } = await settled('GONE-1');
    expect([transactions.length, documents.length]).toEqual([1, 1]);
  });
});

describe('one business key', () => {
  test('under fifty keys at once is accepted once; the others are told where it is', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const caller = index % 2 === 0 ? shop : subscriptions;
        return caller.call(createCustomerInvoice, { json: invoice('RACE-1') });
      }),
    );
    const [accepted, ...more] = replies.filter(({ status }) => status === 202);
    expect(more).toEqual([]);
    const refused = replies.filter(({ problem }) => problem?.code === 'duplicate_business_key');
    expect(refused).toHaveLength(49);
    const locations = new Set(replies.map(({ headers }) => headers.get('location')));
    expect([...locations]).toEqual([accepted?.headers.get('location')]);
    const { transactions, documents } = await settled('RACE-1');
    expect([transactions.length, documents.length]).toEqual([1, 1]);
  });

  test('is the same whichever channel the document comes by', async () => {
    const json = invoice('CHANNEL-1');
    const first = await shop.answer(createCustomerInvoice, { json });
    const body = { type: 'application/xml', content: asUbl(json, sandbox) };
    const { problem, headers } = await subscriptions.refusal(createCustomerInvoice, { body });
    expect(problem).toMatchObject({ status: 409, code: 'duplicate_business_key' });
    expect(headers.get('location')).toBe(first.headers.get('location'));
  });

  test('of another legal entity is another document', async () => {
    const british = present(
      sandbox.company.customers.find(({ legalEntities, blocked }) => {
        return legalEntities.includes('GB01') && !blocked;
      }),
      'there are British customers',
    );
    const { lines, ...rest } = sampleInvoice({ number: 'SAME-1', customer: british });
    await shop.answer(createCustomerInvoice, { json: invoice('SAME-1') });
    const zero = { taxCategory: 'Z', taxRate: '0' };
    const json = {
      ...rest,
      legalEntity: 'GB01',
      currency: 'GBP',
      lines: lines.map((line) => ({ ...line, ...zero })),
      taxBreakdown: [{ category: 'Z', rate: '0', taxableAmount: '100.00', taxAmount: '0.00' }],
      totals: { lineNet: '100.00', net: '100.00', tax: '0.00', gross: '100.00', payable: '100.00' },
    };
    await shop.answer(createCustomerInvoice, { json });
    expect(await transactionsOf('SAME-1')).toHaveLength(2);
  });
});

describe('one bank file', () => {
  const handOver = (content: string, key?: string) => {
    const body = { type: 'application/octet-stream', content };
    return platform.as('treasury').call(createBankFile, { body, ...(key && { key }) });
  };

  test('under twenty keys at once is booked once', async () => {
    const { camt } = days.next();
    const replies = await Promise.all(Array.from({ length: 20 }, () => handOver(camt)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(replies.map(({ headers }) => headers.get('location'))).size).toBe(1);
    const { rows } = await platform.pool.query('select 1 from bank_entry where booked');
    expect(rows).toHaveLength(1);
  });

  test('is answered under its key as the first time, and another one is refused', async () => {
    const key = crypto.randomUUID();
    const [one, two] = [days.next().camt, days.next().camt];
    const first = await handOver(one, key);
    const again = await handOver(one, key);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect((await handOver(two, key)).problem?.code).toBe('idempotency_key_reused');
    expect((await handOver(two)).status).toBe(201);
  });

  test('and another under one key at once: one of them is taken in', async () => {
    const key = crypto.randomUUID();
    const { camt, mt940 } = days.next();
    const replies = await Promise.all([handOver(camt, key), handOver(mt940, key)]);
    const statuses = new Set(replies.map(({ status }) => status));
    expect(statuses).toEqual(new Set([201, 422]));
  });
});

describe('a key after a month', () => {
  /** As if the server had been away for so many days: it deletes what is due when it starts. */
  async function daysLater(days: number): Promise<void> {
    await platform.restart(async () => {
      await platform.pool.query(
        'update idempotency_key set created_at = created_at - make_interval(days => $1)',
        [days],
      );
    });
  }

  test('replays on day 29; on day 31 it is forgotten and the invoice is not (C11)', async () => {
    const request = { json: invoice('MONTH-1'), key: crypto.randomUUID() };
    const first = await shop.answer(createCustomerInvoice, request);
    await settled('MONTH-1');
    await daysLater(29);
    const second = await shop.answer(createCustomerInvoice, request);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.text).toBe(first.text);
    await daysLater(2);
    const keys = () => platform.pool.query('select from idempotency_key');
    await eventually(keys, ({ rowCount }) => rowCount === 0);
    const { problem } = await shop.refusal(createCustomerInvoice, request);
    expect(problem).toMatchObject({ status: 409, code: 'duplicate_business_key' });
    const { transactions, documents } = await settled('MONTH-1');
    expect([transactions.length, documents.length]).toEqual([1, 1]);
    const metrics = await (await fetch(`${platform.url}/metrics`)).text();
    expect(metrics).toMatch(/kontor_retention_deleted_total\{kind="idempotency_key"\} [1-9]/);
  });
});

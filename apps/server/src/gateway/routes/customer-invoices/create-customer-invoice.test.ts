import { createCustomerInvoice, type Transaction } from '@kontor/contracts';
import { assert } from '@kontor/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from '../../testing/open-gateway.ts';

const { invoice } = createCustomerInvoice.bodies['application/json'].examples;
let gateway: OpenGateway;
let authorization: string;

beforeEach(async () => {
  gateway = await openGateway();
  authorization = `Bearer ${await gateway.token()}`;
});
afterEach(() => assert(gateway.violations.length === 0, 'replies keep their contract'));

type Sending = { readonly headers?: Record<string, string>; readonly body?: unknown };

function send({ headers = {}, body = invoice }: Sending = {}) {
  return gateway.app.inject({
    method: 'POST',
    url: createCustomerInvoice.path,
    headers: {
      authorization,
      'content-type': 'application/json',
      'idempotency-key': '"key-1"',
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('handing over an invoice', () => {
  test('it is accepted, and Location says where to watch it', async () => {
    const reply = await send();
    expect(reply.statusCode).toBe(202);
    const transaction = reply.json<Transaction>();
    expect(transaction).toMatchObject({
      status: 'waiting',
      number: '2026-00417',
      application: 'shop',
    });
    expect(reply.headers['location']).toBe(`/v1/transactions/${transaction.id}`);
    expect(reply.headers).not.toHaveProperty('idempotent-replayed');
  });

  test('the same key again gives the same answer, byte for byte, and says so', async () => {
    const first = await send();
    const again = await send();
    expect(again.statusCode).toBe(202);
    expect(again.body).toBe(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(gateway.services.transactionsById.size).toBe(1);
  });

  test('white space, the order of keys and quotation marks around the key do not matter', async () => {
    await send();
    const { number, ...rest } = invoice;
    const headers = { 'idempotency-key': 'key-1' };
    const body = JSON.stringify({ ...rest, number }, undefined, 3);
    expect((await send({ body, headers })).headers['idempotent-replayed']).toBe('true');
  });

  test('the same key with another body is refused', async () => {
    await send();
    const reply = await send({ body: { ...invoice, number: '2026-00418' } });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('the same key of another application is another key', async () => {
    await send();
    const token = await gateway.token({ client_id: 'billing' });
    const headers = { authorization: `Bearer ${token}` };
    const reply = await send({ headers, body: { ...invoice, number: 'B-1' } });
    expect(reply.statusCode).toBe(202);
    expect(reply.headers).not.toHaveProperty('idempotent-replayed');
  });

  test('the same invoice under another key leads to the transaction that holds it', async () => {
    const first = await send();
    const reply = await send({ headers: { 'idempotency-key': 'key-2' } });
    expect(reply.statusCode).toBe(409);
    expect(reply.json()).toMatchObject({ code: 'duplicate_business_key' });
    expect(reply.headers['location']).toBe(first.headers['location']);
  });

  test('fifty at once with one key are one transaction', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => send()));
    const statuses = new Set(replies.map(({ statusCode }) => statusCode));
    expect([...statuses].every((status) => status === 202 || status === 409)).toBe(true);
    for (const reply of replies.filter(({ statusCode }) => statusCode === 409)) {
      expect(reply.headers['retry-after']).toBe('1');
    }
    expect(gateway.services.transactionsById.size).toBe(1);
  });

  test('a refused invoice does not use up the key', async () => {
    const free = { ...invoice, totals: { ...invoice.totals, payable: '0.00' } };
    const refused = await send({ body: free });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'unacceptable_invoice',
      errors: [{ pointer: '/totals/payable', code: 'nothing_to_pay' }],
    });
    expect((await send()).statusCode).toBe(202);
  });

  test('for a legal entity of somebody else it is refused', async () => {
    const reply = await send({ body: { ...invoice, legalEntity: 'GB01' } });
    expect(reply.statusCode).toBe(403);
    expect(reply.json()).toMatchObject({ code: 'legal_entity_forbidden' });
  });

  test('XML is handed to the service as it is', async () => {
    const headers = { 'content-type': 'application/xml; charset=utf-8' };
    const reply = await send({ headers, body: '<Invoice/>' });
    expect(reply.json()).toMatchObject({ errors: [{ code: 'not_an_invoice' }] });
  });
});

describe('waiting for the outcome', () => {
  test('200 when it finishes in time', async () => {
    const sent = send({ headers: { prefer: 'wait=5' } });
    await eventually(() => gateway.services.transactionsById.size === 1);
    for (const id of gateway.services.transactionsById.keys()) gateway.services.finish(id);
    const reply = await sent;
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ status: 'done' });
    expect(reply.headers['preference-applied']).toBe('wait=5');
  });

  test('202 when it does not', async () => {
    const reply = await send({ headers: { prefer: 'wait=1' } });
    expect(reply.statusCode).toBe(202);
    expect(reply.headers['preference-applied']).toBe('wait=1');
  });
});

describe('a body that is not acceptable', () => {
  test.each([
    ['duplicate keys', '{"number":"1","number":"2"}', 'malformed_json', 'duplicate_key'],
    ['a prototype', '{"__proto__":{"admin":true}}', 'malformed_json', 'forbidden_key'],
    ['a byte order mark', '\uFEFF{}', 'malformed_json', 'byte_order_mark'],
    ['nothing', '', 'malformed_json', 'incomplete'],
    ['a list', '[]', 'invalid_request', 'wrong_type'],
  ])('%s', async (_name, body, code, error) => {
    const reply = await send({ body });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code, errors: [{ code: error }] });
    expect(gateway.services.transactionsById.size).toBe(0);
    expect({}).not.toHaveProperty('admin');
  });

  test('one byte more than the limit', async () => {
    const reply = await send({ body: ' '.repeat(1_048_577) });
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({ code: 'body_too_large' });
  });
});

async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(1);
}

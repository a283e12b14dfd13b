import { BATCH_LINES_MAX, createCustomerInvoices, type InvoiceBatch } from '@kontor/contracts';
import { assert } from '@kontor/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from '../../testing/open-gateway.ts';

const { first: invoice } = createCustomerInvoices.bodies['application/x-ndjson'].examples;
const nothingToPay = { ...invoice, totals: { ...invoice.totals, payable: '0.00' } };
let gateway: OpenGateway;
let authorization: string;

beforeEach(async () => {
  gateway = await openGateway();
  authorization = `Bearer ${await gateway.token()}`;
});
afterEach(() => assert(gateway.violations.length === 0, 'replies keep their contract'));

function numbered(count: number) {
  return Array.from({ length: count }, (_, index) => ({ ...invoice, number: `N${index + 1}` }));
}

function some(line: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => line);
}

function send(lines: readonly unknown[], query = '', headers: Record<string, string> = {}) {
  return gateway.app.inject({
    method: 'POST',
    url: `${createCustomerInvoices.path}${query}`,
    headers: {
      authorization,
      'content-type': 'application/x-ndjson',
      'idempotency-key': '"key-1"',
      ...headers,
    },
    payload: lines
      .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      .join('\n'),
  });
}

describe('a partial batch', () => {
  test('has the outcome of each line in its place', async () => {
    const [one, two] = numbered(2);
    const reply = await send([one, '{"number":', '', { ...two, currency: 978 }, nothingToPay, two]);
    expect(reply.statusCode).toBe(200);
    expect(reply.json<InvoiceBatch>()).toMatchObject({
      ...{ mode: 'partial', lines: 5, accepted: 2, refused: 3, replayed: 0 },
      outcomes: [
        { line: 1, outcome: 'accepted' },
        { line: 2, outcome: 'refused', problem: { code: 'malformed_json', status: 400 } },
        { line: 4, problem: { code: 'invalid_request', errors: [{ pointer: '/currency' }] } },
        { line: 5, problem: { code: 'unacceptable_invoice' } },
        { line: 6, outcome: 'accepted' },
      ],
    });
  });

  test('of a line too many says how far it came', async () => {
    const reply = await send([
      'x'
        .repeat(BATCH_LINES_MAX + 1)
        .split('')
        .join('\n'),
    ]);
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({
      code: 'batch_too_large',
      detail: expect.stringContaining(`The lines up to ${BATCH_LINES_MAX} were worked: 0 accepted`),
    });
  });

  test('without a line is a mistake', async () => {
    const reply = await send(['', ' ']);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'invalid_request', errors: [{ code: 'too_few' }] });
  });
});

describe('an atomic batch', () => {
  test('names every line that refuses it', async () => {
    const [one] = numbered(1);
    const reply = await send([one, 'null', nothingToPay], '?mode=atomic');
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({
      code: 'unacceptable_batch',
      detail: '2 of 3 lines cannot be accepted.',
      errors: [
        { line: 2, pointer: '', code: 'wrong_type' },
        { line: 3, pointer: '/totals/payable', code: 'nothing_to_pay' },
      ],
    });
  });

  test('names the first hundred of more', async () => {
    const reply = await send(some('null', 150), '?mode=atomic');
    const { errors, detail } = reply.json<{ errors: unknown[]; detail: string }>();
    expect(errors).toHaveLength(100);
    expect(detail).toContain('150 of 150 lines cannot be accepted. The first 100 are named');
  });

  test('that did not come as a whole accepts nothing', async () => {
    const reply = await send(some('1', BATCH_LINES_MAX + 1), '?mode=atomic');
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({
      detail: expect.stringContaining('Nothing was accepted.'),
    });
  });
});

test('each line counts as a request, and the next one waits until it is paid back', async () => {
  gateway = await openGateway({
    config: {
      publicUrl: 'https://kontor.example',
      rateLimit: { requests: 10, windowSeconds: 10 },
      cursorKey: new Uint8Array(32),
    },
  });
  authorization = `Bearer ${await gateway.token()}`;
  const reply = await send(numbered(15));
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['ratelimit']).toBe('"api";r=0;t=6');
  const refused = await send(numbered(1));
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(5);
});

test('as many as are worked on at a time are enough', async () => {
  Object.assign(gateway.services.invoiceBatches, {
    accept: async () => ({ kind: 'at_capacity', retryAfterSeconds: 5 }),
  });
  const reply = await send(numbered(1));
  expect(reply.statusCode).toBe(503);
  expect(reply.headers['retry-after']).toBe('5');
  expect(reply.json()).toMatchObject({ code: 'too_many_batches', retryable: true });
});

test.each([
  ['an array of invoices', { 'content-type': 'application/json' }, 415],
  ['no key', { 'idempotency-key': '' }, 400],
])('%s is refused before a line is read', async (_, headers, status) => {
  expect((await send(numbered(1), '', headers)).statusCode).toBe(status);
  expect(gateway.services.transactionsById.size).toBe(0);
});

test('a mode that is not there is named', async () => {
  const reply = await send(numbered(1), '?mode=all');
  expect(reply.json()).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/mode' }] });
});

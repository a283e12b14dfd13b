import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMatch, getTransaction, listEvents, listTransactions } from '@kontor/contracts';
import { PROBLEMS, systemClock } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { nextOf } from './next-of.ts';
import { accessTokens } from './access-tokens.ts';
import { listAll } from './list-all.ts';
import { openApiClient } from './open-api-client.ts';
import { toRequest } from './to-request.ts';

type Answer = { readonly status: number; readonly body: unknown };
type Asked = { readonly line: string; readonly headers: IncomingMessage['headers'] };

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A platform that answers what a test wants, and a client for it. */
async function platformThat(answer: (path: URL) => Answer) {
  const asked: Asked[] = [];
  const tokens = { count: 0 };
  const reply = (response: ServerResponse, { status, body }: Answer) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://kontor.invalid');
    if (url.pathname === '/oauth/token') {
      tokens.count += 1;
      const body = { access_token: `token-${tokens.count}`, expires_in: 600 };
      return void reply(response, { status: 200, body });
    }
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    reply(response, answer(url));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => (server.close(), server.closeAllConnections()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'shop', clientSecret: 'not-a-secret', permissions: [] };
  const where = { tokenUrl: `${url}/oauth/token`, clock: systemClock };
  return {
    api: openApiClient({ url, tokens: accessTokens({ ...client, ...where }) }),
    asked,
    tokens,
  };
}

const transactionId = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya';
const detail = getTransaction.replies[200].example;
const problem = (code: keyof typeof PROBLEMS) => ({
  status: PROBLEMS[code].status,
  body: {
    type: `/problems/${code}`,
    title: PROBLEMS[code].title,
    status: PROBLEMS[code].status,
    code,
    retryable: 'retryable' in PROBLEMS[code],
    correlationId: 'c-1',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  },
});

describe('a call', () => {
  test('signs in once and is answered by contract', async () => {
    const { api, asked, tokens } = await platformThat(() => ({ status: 200, body: detail }));
    const calls = [1, 2, 3].map(() => api.call(getTransaction, { params: { transactionId } }));
    for (const reply of await Promise.all(calls)) {
      expect(reply).toMatchObject({ kind: 'answered', status: 200, body: { id: transactionId } });
    }
    expect(tokens.count).toBe(1);
    expect(asked[0]?.line).toBe(`GET /v1/transactions/${transactionId}`);
    expect(asked[0]?.headers['authorization']).toBe('Bearer token-1');
    expect(api.breaches).toEqual([]);
  });

  test('writes down a reply that breaks its contract', async () => {
    const body = { ...detail, status: 'nearly' };
    const { api } = await platformThat(() => ({ status: 200, body }));
    await api.call(getTransaction, { params: { transactionId } });
    expect(api.breaches).toEqual([expect.stringContaining('/status')]);
  });

  test('takes a problem for an answer, and one that was not promised for a breach', async () => {
    const { api } = await platformThat(() => problem('not_found'));
    const reply = await api.call(getTransaction, { params: { transactionId } });
    expect(reply).toMatchObject({ kind: 'refused', problem: { code: 'not_found' } });
    expect(api.breaches).toEqual([]);
    await api.call(listTransactions);
    expect(api.breaches).toEqual([expect.stringContaining('not_found is not promised')]);
  });

  test('signs in again when its token is no longer taken', async () => {
    let times = 0;
    const { api, tokens } = await platformThat(() => {
      times += 1;
      return times === 1 ? problem('unauthenticated') : { status: 200, body: detail };
    });
    const reply = await api.call(getTransaction, { params: { transactionId } });
    expect([reply.kind, tokens.count]).toEqual(['answered', 2]);
  });

  test('is silence when nobody is there', async () => {
    const tokens = accessTokens({
      ...{ clientId: 'shop', clientSecret: 'not-a-secret', permissions: [] },
      ...{ tokenUrl: 'http://127.0.0.1:1', clock: systemClock },
    });
    const reply = await openApiClient({ url: 'http://127.0.0.1:1', tokens }).call(listTransactions);
    expect(reply.kind).toBe('silence');
  });
});

test('a list is read page after page', async () => {
  const items = listTransactions.replies[200].example.items;
  const { api, asked } = await platformThat(({ searchParams }) => {
    const isLast = searchParams.get('page_token') === 'second';
    return { status: 200, body: { items, ...(!isLast && { next_page_token: 'second' }) } };
  });
  const all = await listAll(api, listTransactions, { legalEntity: 'DE01' });
  expect(all).toHaveLength(2);
  expect(asked.map(({ line }) => line)).toEqual([
    'GET /v1/transactions?page_size=500&legalEntity=DE01',
    'GET /v1/transactions?page_size=500&legalEntity=DE01&page_token=second',
  ]);
});

describe('a request', () => {
  test('has lists separated by commas and no key where none belongs', () => {
    const types = ['kontor.invoice.posted.v1', 'kontor.invoice.refused.v1'] as const;
    const { path, headers } = toRequest(listEvents, { query: { types: [...types], limit: 5 } });
    expect(path).toBe(`/v1/events?types=${types.join('%2C')}&limit=5`);
    expect(headers).not.toHaveProperty('idempotency-key');
  });

  test('without its key is a mistake of ours', () => {
    expect(() => toRequest(createMatch, {})).toThrow('what creates has a key');
  });
});

test.each([
  ['</v1/events?after=abc&limit=5>; rel="next"', 'abc'],
  ['</v1/events?limit=5&after=a%2Bb>; rel=next', 'a+b'],
  ['</v1/events>; rel="prev"', undefined],
  ['', undefined],
])('the link %j leads to %j', (link, after) => {
  expect(nextOf(new Headers({ link }))).toBe(after);
});

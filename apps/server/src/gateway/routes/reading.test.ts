import { createCustomerInvoice, type CloudEvent, type Transaction } from '@kontor/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { sampleEvent } from '../testing/memory-services.ts';
import { openGateway, type OpenGateway } from '../testing/open-gateway.ts';

const { invoice } = createCustomerInvoice.bodies['application/json'].examples;
type TransactionPage = {
  readonly items: readonly Transaction[];
  readonly next_page_token?: string;
};

let gateway: OpenGateway;
let authorization: string;
beforeEach(async () => {
  gateway = await openGateway();
  authorization = `Bearer ${await gateway.token()}`;
});

const get = (url: string, headers: Record<string, string> = {}) =>
  gateway.app.inject({ url, headers: { authorization, ...headers } });

async function handOver(number: string): Promise<Transaction> {
  const reply = await gateway.app.inject({
    method: 'POST',
    url: createCustomerInvoice.path,
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': number },
    payload: JSON.stringify({ ...invoice, number }),
  });
  return reply.json<Transaction>();
}

describe('a list', () => {
  test('is walked page by page, by token or by Link, each item once', async () => {
    const numbers = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'];
    for (const number of numbers) await handOver(number);
    const seen: (string | undefined)[] = [];
    let url: string | undefined = '/v1/transactions?page_size=2&legalEntity=DE01';
    let pages = 0;
    while (url) {
      const reply = await get(url);
      seen.push(...reply.json<TransactionPage>().items.map(({ number }) => number));
      url = /^<([^>]+)>; rel="next"$/.exec(reply.headers['link']?.toString() ?? '')?.[1];
      pages++;
    }
    expect(seen).toEqual(numbers);
    expect(pages).toBe(3);
  });

  test('gives no more than its largest page, and refuses a size that is none', async () => {
    await handOver('A-1');
    expect((await get('/v1/transactions?page_size=100000')).statusCode).toBe(200);
    for (const size of ['0', '-1', '2.5', 'ten', '']) {
      expect((await get(`/v1/transactions?page_size=${size}`)).statusCode).toBe(400);
    }
    expect((await get('/v1/transactions?page_size=1&page_size=2')).statusCode).toBe(400);
  });

  test('a page token belongs to its filters, its operation and nobody’s invention', async () => {
    await handOver('A-1');
    await handOver('A-2');
    const { next_page_token: token } = (
      await get('/v1/transactions?page_size=1')
    ).json<TransactionPage>();
    expect(token).toBeDefined();
    for (const url of [
      `/v1/transactions?page_token=${token}&status=done`,
      `/v1/bank-files?page_token=${token}`,
      `/v1/transactions?page_token=${token?.slice(0, -2)}AA`,
      '/v1/transactions?page_token=MQ',
    ]) {
      const reply = await get(url);
      expect(reply.json(), url).toMatchObject({ code: 'invalid_cursor', status: 400 });
    }
  });

  test('of one transaction is not a list of another', async () => {
    const [left, right] = [await handOver('A-1'), await handOver('A-2')];
    const first = await get(`/v1/transactions/${left.id}/messages?page_size=1`);
    const { next_page_token: token } = first.json<TransactionPage>();
    const other = await get(`/v1/transactions/${right.id}/messages?page_token=${token}`);
    expect(other.json()).toMatchObject({ code: 'invalid_cursor' });
  });
});

test('what belongs to somebody else is answered exactly as what does not exist', async () => {
  const { id } = await handOver('A-1');
  const stranger = `Bearer ${await gateway.token({ client_id: 'other', legal_entities: ['GB01'] })}`;
  const correlation = { 'kontor-correlation-id': 'same' };
  for (const tail of ['', '/story', '/messages']) {
    const theirs = await get(`/v1/transactions/${id}${tail}`, {
      authorization: stranger,
      ...correlation,
    });
    const nobodys = await get(`/v1/transactions/txn_${'0'.repeat(26)}${tail}`, correlation);
    const withoutIds = (body: string) => body.replaceAll(/txn_\w+|"traceId":"\w+"/g, '');
    expect(theirs.statusCode).toBe(404);
    expect(withoutIds(theirs.body)).toBe(withoutIds(nobodys.body));
  }
});

describe('a period', () => {
  const put = (headers: Record<string, string>, status = 'closed') =>
    gateway.app.inject({
      method: 'PUT',
      url: '/v1/legal-entities/DE01/periods/2026-03',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ status }),
    });

  test('is changed by those who read it, one of many at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => put({ 'if-match': '"v12"' })),
    );
    const won = replies.filter(({ statusCode }) => statusCode === 200);
    expect(won).toHaveLength(1);
    expect(won[0]?.headers['etag']).toBe('"v13"');
    expect(replies.filter(({ statusCode }) => statusCode === 412)).toHaveLength(19);
  });

  test('is not changed by those who did not say what they read', async () => {
    expect((await put({})).json()).toMatchObject({ code: 'precondition_required', status: 428 });
    expect((await put({ 'if-match': '*' })).json()).toMatchObject({ code: 'precondition_failed' });
  });

  test('of another company is not there', async () => {
    const headers = {
      authorization: `Bearer ${await gateway.token({ legal_entities: ['GB01'] })}`,
    };
    expect((await put({ 'if-match': '"v12"', ...headers })).statusCode).toBe(404);
  });
});

describe('the event feed', () => {
  const event = (n: number): CloudEvent => ({
    ...sampleEvent,
    sequence: String(n).padStart(20, '0'),
  });

  test('is read on from where it was left, also when there was nothing', async () => {
    gateway.services.eventFeed.push(event(1), event(2), event(3));
    const accept = 'application/cloudevents-batch+json';
    const first = await get('/v1/events?limit=2', { accept });
    expect(first.headers['content-type']).toContain(accept);
    expect(first.json()).toHaveLength(2);
    const second = await get(nextOf(first.headers['link']), { accept });
    expect(second.json()).toMatchObject([{ sequence: '00000000000000000003' }]);
    const third = await get(nextOf(second.headers['link']), { accept });
    expect(third.json()).toEqual([]);
    gateway.services.eventFeed.push(event(4));
    const fourth = await get(nextOf(third.headers['link']), { accept });
    expect(fourth.json()).toMatchObject([{ sequence: '00000000000000000004' }]);
  });

  test('takes only types that exist, and positions that it gave', async () => {
    expect((await get('/v1/events?types=kontor.invoice.posted.v1,nonsense')).statusCode).toBe(400);
    expect((await get('/v1/events?after=MQ')).json()).toMatchObject({ code: 'invalid_cursor' });
  });

  function nextOf(link: unknown): string {
    return /^<([^>]+)>/.exec(String(link))?.[1] ?? '';
  }
});

describe('resolving an exception', () => {
  const resolve = async (body: object, scope?: string) =>
    gateway.app.inject({
      method: 'POST',
      url: '/v1/exceptions/exc_01j8zq4w7n2k5xv3m9t6r0c8ya/resolution',
      headers: {
        authorization: scope ? `Bearer ${await gateway.token({ scope })}` : authorization,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      payload: JSON.stringify({ reason: 'Because.', version: 1, ...body }),
    });

  test.each([['approve'], ['decline']])('to %s needs a permission of its own', async (action) => {
    expect((await resolve({ action }, 'exceptions:resolve')).statusCode).toBe(403);
    expect((await resolve({ action }, 'exceptions:resolve approvals:decide')).statusCode).toBe(200);
  });

  test('confirming needs the other system’s number', async () => {
    const reply = await resolve({ action: 'confirm-done' });
    expect(reply.json()).toMatchObject({ errors: [{ pointer: '/externalReference' }] });
    expect((await resolve({ action: 'confirm-done', externalReference: '18' })).statusCode).toBe(
      200,
    );
  });
});

describe('the handbook', () => {
  test.each([
    ['/docs', 'text/html', 'Idempotency-Key'],
    ['/docs/api', 'text/html', 'swagger-ui-bundle.js'],
    ['/docs/api/swagger-ui-bundle.js', 'text/javascript', 'SwaggerUIBundle'],
    ['/docs/api/swagger-ui.css', 'text/css', '.swagger-ui'],
    ['/docs/api/start.js', 'text/javascript', '/openapi.json'],
    ['/docs/style.css', 'text/css', 'color-scheme: light dark'],
    ['/problems', 'text/html', 'duplicate_business_key'],
    ['/problems/duplicate_business_key', 'text/html', 'Follow Location'],
    ['/schemas/events/kontor.invoice.posted.v1.json', 'application/schema+json', 'documentNumber'],
    ['/asyncapi.json', 'application/json', 'kontor.invoice.posted.v1'],
  ])('%s', async (url, type, text) => {
    const reply = await gateway.app.inject(url);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toContain(type);
    expect(reply.body).toContain(text);
  });

  test.each([
    ['/docs/api/package.json'],
    ['/docs/api/..%2fpackage.json'],
    ['/docs/api/constructor'],
    ['/problems/nonsense'],
    ['/problems/constructor'],
    ['/schemas/events/nonsense.json'],
  ])('%s is not there', async (url) => {
    expect((await gateway.app.inject(url)).statusCode).toBe(404);
  });
});

import { createCustomerInvoice } from '@kontor/contracts';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from './testing/open-gateway.ts';

let gateway: OpenGateway;
let port: number;
let token: string;

beforeAll(async () => {
  gateway = await openGateway();
  await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = gateway.app.server.address() as AddressInfo);
  token = await gateway.token();
});
afterAll(() => gateway.app.close());

const call = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, init);

describe('an address', () => {
  test.each([
    ['PATCH', '/v1/transactions', 'GET, HEAD'],
    ['DELETE', '/v1/customer-invoices', 'POST'],
    ['PUT', '/v1/webhook-subscriptions/sub_01j8zq4w7n2k5xv3m9t6r0c8ya', 'DELETE, GET, HEAD'],
    ['OPTIONS', '/v1/matches', 'GET, HEAD, POST'],
    ['POST', '/livez', 'GET, HEAD'],
    ['PROPFIND', '/docs', 'GET, HEAD'],
  ])('%s %s is 405, and Allow says %s', async (method, path, allow) => {
    const reply = await call(path, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe(allow);
    expect(await reply.json()).toMatchObject({ code: 'method_not_allowed', instance: path });
  });

  test.each([['/v1/nonsense'], ['/V1/transactions'], ['/'], ['//evil.example']])(
    '%s is 404',
    async (path) => {
      const text = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1.1 404 /);
      expect(text).toContain('"code":"not_found"');
    },
  );

  test('a broken percent sign is told, not thrown', async () => {
    const text = await raw(
      'GET /v1/transactions/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(text).toContain('"code":"malformed_request"');
    expect(text).toContain('application/problem+json');
  });
});

describe('what is not a request', () => {
  test.each([
    [
      'a header of 20 kB',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'header_too_large',
    ],
    [
      'two framings at once',
      'POST /v1/matches HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'malformed_request',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      400,
      'malformed_request',
    ],
    ['another protocol', 'EHLO mail.example\r\n\r\n', 400, 'malformed_request'],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'malformed_request'],
  ])('%s', async (_name, text, status, code) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
    expect(answer).toContain('Connection: close');
  });
});

describe('a token', () => {
  test('given twice is refused, though the first alone would do', async () => {
    const text = await raw(
      `GET /v1/legal-entities HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
        `Authorization: Bearer ${token}\r\nAuthorization: Bearer x\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1.1 401 /);
  });

  test('in the query is refused', async () => {
    const reply = await call(`/v1/legal-entities?access_token=${token}`);
    expect(reply.status).toBe(401);
    expect(await reply.text()).not.toContain(token);
  });
});

describe('every reply', () => {
  test.each([['/v1/legal-entities'], ['/livez'], ['/docs'], ['/nonsense'], ['/openapi.json']])(
    '%s is not to be stored, sniffed or framed, and shows no banner',
    async (path) => {
      const { headers } = await call(path, { headers: { origin: 'https://evil.example' } });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('kontor-correlation-id')).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  test('continues the trace it was called in', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    const reply = await call('/v1/legal-entities', { headers });
    expect(reply.headers.get('traceparent')).toContain(traceId);
    expect(await reply.json()).toMatchObject({ traceId });
  });
});

describe('a bank file', () => {
  const headers = () => ({
    authorization: `Bearer ${token}`,
    'content-type': 'application/xml',
    'idempotency-key': crypto.randomUUID(),
  });

  test('is streamed: its bytes arrive one after the other, and all of them', async () => {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (let part = 0; part < 20; part++) {
          controller.enqueue(new Uint8Array(100_000).fill(32));
          await sleep(1);
        }
        controller.close();
      },
    });
    const init = { method: 'POST', headers: headers(), body, duplex: 'half' } as RequestInit;
    const reply = await call('/v1/bank-files', init);
    expect(reply.status).toBe(201);
    expect(await reply.json()).toMatchObject({ bytes: 2_000_000 });
  });

  test('that says it is too large is refused before it is sent', async () => {
    const { authorization } = headers();
    const text = await raw(
      `POST /v1/bank-files HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n` +
        'Content-Type: application/xml\r\nIdempotency-Key: a\r\nContent-Length: 1073741825\r\n' +
        'Connection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1.1 413 /);
  });
});

test('closing lets the requests in hand finish, and takes no new ones', async () => {
  const closing = await openGateway();
  await closing.app.listen({ port: 0, host: '127.0.0.1' });
  const address = `http://127.0.0.1:${(closing.app.server.address() as AddressInfo).port}`;
  const [body] = Object.values(createCustomerInvoice.bodies['application/json'].examples);
  const waiting = fetch(`${address}${createCustomerInvoice.path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await closing.token()}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
      prefer: 'wait=20',
    },
    body: JSON.stringify(body),
  });
  while (closing.services.transactionsById.size === 0) await sleep(1);
  const before = performance.now();
  const closed = closing.app.close();
  expect((await waiting).status).toBe(202);
  await closed;
  expect(performance.now() - before).toBeLessThan(5_000);
  await expect(fetch(address)).rejects.toThrow();
});

describe('health', () => {
  test('lives, is ready, and says what it waits for when it is not', async () => {
    expect(await (await call('/livez')).text()).toBe('ok\n');
    expect((await call('/readyz')).status).toBe(200);
    const readiness = async () => [{ name: 'database', ready: false }];
    const { app } = await openGateway({ readiness });
    const reply = await app.inject('/readyz');
    expect(reply.statusCode).toBe(503);
    expect(reply.body).toContain('NOT READY database');
  });

  test('metrics are OpenMetrics for those who ask, and count by contract', async () => {
    await call('/v1/legal-entities');
    const accept = 'application/openmetrics-text;version=1.0.0';
    const reply = await call('/metrics', { headers: { accept } });
    expect(reply.headers.get('content-type')).toContain('application/openmetrics-text');
    const text = await reply.text();
    expect(text).toMatch(/# EOF\n$/);
    expect(text).toContain('http_route="/v1/legal-entities",http_response_status_code="401"');
    expect(await (await call('/metrics')).text()).not.toContain('# EOF');
  });
});

/** Writes bytes to a socket of its own, and reads until the other side closes it. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' }, () => socket.write(text));
    let answer = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer ? resolve(answer) : reject(error)));
  });
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import type { EgressPolicy } from '../egress-guard/check-egress-url.ts';
import type { HttpExchange } from '../http/open-http-port.ts';
import { openWebhookSender } from './open-webhook-sender.ts';
import { verifyWebhook } from './verify-webhook.ts';
import { createWebhookSecret } from './webhook-secret.ts';

const secret = createWebhookSecret();
const sandbox: EgressPolicy = { loopback: 'allowed' };
const body = '{"specversion":"1.0","id":"evt_1","data":{"amount":"1190.00"}}';

const closes: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

type Received = { readonly headers: IncomingMessage['headers']; readonly body: string };

async function receiverThat(answer: (outgoing: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      received.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString() });
      answer(outgoing);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closes.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/hook?key=of-the-receiver`, received };
}

function answering(status: number, headers: Record<string, string> = {}, text = '') {
  return (outgoing: ServerResponse) => void outgoing.writeHead(status, headers).end(text);
}

function sender(options: Partial<Parameters<typeof openWebhookSender>[0]> = {}) {
  const open = openWebhookSender({ policy: sandbox, clock: systemClock, ...options });
  closes.push(() => open.close());
  const post = (url: string) => open.post({ url, id: 'evt_1', body, secrets: [secret] });
  return { ...open, post };
}

test('a webhook arrives signed, and its receiver can verify it', async () => {
  const { url, received } = await receiverThat(answering(204));
  expect(await sender().post(url)).toEqual({ kind: 'confirmed', externalReference: 'evt_1' });
  expect(received).toHaveLength(1);
  const [first] = received;
  expect(first?.headers['content-type']).toBe('application/cloudevents+json');
  const headers = first?.headers as Record<string, string>;
  const now = systemClock.now();
  expect(verifyWebhook({ headers, body: first?.body ?? '', secrets: [secret], now })).toMatchObject(
    { kind: 'verified', id: 'evt_1' },
  );
});

describe('a receiver that answers', () => {
  test.each([
    [200, {}, { kind: 'confirmed' }],
    [202, {}, { kind: 'confirmed' }],
    [410, {}, { kind: 'rejected', vendorCode: '410' }],
    [429, { 'retry-after': '7' }, { kind: 'retryable', cause: 'throttled', retryAfterMs: 7_000 }],
    [429, {}, { kind: 'retryable', cause: 'throttled' }],
    [503, { 'retry-after': '9' }, { kind: 'retryable', cause: 'unavailable', retryAfterMs: 9_000 }],
    [400, {}, { kind: 'retryable', cause: 'unavailable' }],
    [401, {}, { kind: 'retryable', cause: 'unavailable' }],
    [404, {}, { kind: 'retryable', cause: 'unavailable' }],
    [500, {}, { kind: 'retryable', cause: 'unavailable' }],
  ])('%i with %j', async (status, headers, outcome) => {
    const { url } = await receiverThat(answering(status, headers));
    expect(await sender().post(url)).toMatchObject(outcome);
  });

  test('302 is not followed', async () => {
    const target = await receiverThat(answering(200));
    const { url } = await receiverThat(answering(302, { location: target.url }));
    const outcome = await sender().post(url);
    expect(outcome).toMatchObject({ kind: 'retryable', detail: expect.stringMatching('302') });
    expect(target.received).toEqual([]);
  });
});

describe('a receiver that does not behave', () => {
  test('is given up on when it says nothing', async () => {
    const { url } = await receiverThat(() => {});
    expect(await sender({ timeoutMs: 60 }).post(url)).toEqual({
      kind: 'retryable',
      cause: 'unreachable',
      detail: 'The receiver did not answer within 60 ms.',
    });
  });

  test('is given up on when it never finishes what it says', async () => {
    const { url } = await receiverThat((outgoing) => void outgoing.writeHead(200).write('so'));
    const outcome = await sender({ timeoutMs: 60 }).post(url);
    expect(outcome).toMatchObject({ kind: 'retryable', cause: 'unreachable' });
  });

  test('cannot fill our memory: the rest of a long answer is not read', async () => {
    let isCut = false;
    const { url } = await receiverThat((outgoing) => {
      outgoing.on('close', () => (isCut = !outgoing.writableFinished));
      outgoing.writeHead(200);
      const more = () => {
        while (outgoing.write('x'.repeat(65_536)));
        outgoing.once('drain', more);
      };
      more();
    });
    expect((await sender().post(url)).kind).toBe('confirmed');
    await expect.poll(() => isCut).toBe(true);
  });

  test('that hangs up is tried again later', async () => {
    const { url } = await receiverThat((outgoing) => void outgoing.destroy());
    expect(await sender().post(url)).toMatchObject({ kind: 'retryable', cause: 'unreachable' });
  });
});

describe('a URL that may not be called', () => {
  test.each(['http://10.0.0.1/', 'https://localhost/', 'https://user@hooks.example.com/'])(
    '%s is rejected before anything is sent',
    async (url) => {
      const outcome = await sender({ policy: { loopback: 'denied' } }).post(url);
      expect(outcome).toMatchObject({ kind: 'rejected', at: 'url' });
    },
  );

  test('a name that resolves to this machine is not connected to, and not told why', async () => {
    const { port, received } = await receiverThat(answering(200));
    const { post } = sender({
      policy: { loopback: 'denied', furtherPorts: [port], plainHttpHosts: ['hooks.example.com'] },
      resolveAll: (_, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect(await post(`http://hooks.example.com:${port}/`)).toEqual({
      kind: 'retryable',
      cause: 'unreachable',
      detail: 'The host may not be called.',
    });
    expect(received).toEqual([]);
  });
});

test('the trace has no query, no signature, and the beginning of the answer', async () => {
  const exchanges: HttpExchange[] = [];
  const { url } = await receiverThat(answering(500, {}, 'y'.repeat(10_000)));
  await sender({ observe: (exchange) => exchanges.push(exchange) }).post(url);
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]).toMatchObject({ method: 'POST', path: '/hook', requestBody: body });
  expect(exchanges[0]?.replyBody?.length).toBeLessThan(4_200);
  expect(JSON.stringify(exchanges)).not.toMatch(/of-the-receiver|v1,/);
});

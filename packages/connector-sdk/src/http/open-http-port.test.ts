import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import type { HttpReply } from '../http-port.ts';
import { systemClock } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { openHttpPort, type HttpExchange, type HttpPortOptions } from './open-http-port.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

describe('what certainly was not sent', () => {
  test('a refused connection', async () => {
    const address = await addressOf(createHttpServer());
    await closeAll();
    const reply = await get(address);
    expect(reply).toMatchObject({ kind: 'silence', mayHaveBeenSent: false });
    expect(reply).toHaveProperty(
      'cause',
      expect.stringMatching(/^nobody listens there .*ECONNREFUSED/),
    );
  });

  test('a host that does not exist', async () => {
    expect(await get('http://nowhere.invalid')).toMatchObject({ mayHaveBeenSent: false });
  });

  test('TLS that is not there', async () => {
    const address = await listen((_, outgoing) => outgoing.end('plain'));
    const reply = await get(address.replace('http:', 'https:'));
    expect(reply).toMatchObject({ kind: 'silence', mayHaveBeenSent: false });
  });

  test('a request that waited for a connection until its deadline, not sent later', async () => {
    let received = 0;
    const address = await listen((_, outgoing) => {
      received += 1;
      setTimeout(() => outgoing.end('late'), 200);
    });
    const { port } = open({ baseUrl: address, connectionsMax: 1, timeoutMs: 120 });
    const first = port({ method: 'POST', path: '/', body: 'first' });
    const second = port({ method: 'POST', path: '/', body: 'second' });
    expect(await first).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
    expect(await second).toMatchObject({ kind: 'silence', mayHaveBeenSent: false });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(received).toBe(1);
  });
});

describe('what may have been sent', () => {
  test('a request that nobody answers within the deadline', async () => {
    const address = await listen(() => undefined);
    const reply = await get(address, { timeoutMs: 50 });
    const cause = 'no reply within 50 ms';
    expect(reply).toEqual({ kind: 'silence', cause, mayHaveBeenSent: true });
  });

  test('a connection that is cut instead of a reply', async () => {
    const address = await listen((incoming) => incoming.socket.destroy());
    expect(await get(address)).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
  });

  test('a reply that stops half-way', async () => {
    const address = await listen((_, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' }).write('half', () => {
        outgoing.socket?.destroySoon();
      });
    });
    expect(await get(address)).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
  });

  test('a reply that dribbles past the deadline', async () => {
    const address = await listen((_, outgoing) => {
      const dribble = setInterval(() => outgoing.write('.'), 10);
      outgoing.on('close', () => clearInterval(dribble));
    });
    const reply = await get(address, { timeoutMs: 100 });
    expect(reply).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
  });

  test('a reply that is longer than the limit', async () => {
    const address = await listen((_, outgoing) => outgoing.end('x'.repeat(2_000)));
    const reply = await get(address, { replyBytesMax: 1_000 });
    const cause = 'the reply is longer than 1000 bytes';
    expect(reply).toEqual({ kind: 'silence', cause, mayHaveBeenSent: true });
  });

  test('something that is not HTTP', async () => {
    const sockets = new Set<Socket>();
    const server = createSocketServer((socket) => {
      sockets.add(socket);
      socket.on('data', () => socket.end('SSH-2.0-OpenSSH_9.9\r\n')).on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await get(address)).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
  });

  test('a keep-alive connection that the other side had closed', async () => {
    let requests = 0;
    const address = await listen((incoming, outgoing) => {
      requests += 1;
      if (requests === 1) return outgoing.end('one');
      return incoming.socket.destroy(); // as a load balancer does with an idle connection
    });
    const { port } = open({ baseUrl: address });
    expect((await port({ method: 'GET', path: '/' })).kind).toBe('reply');
    const second = await port({ method: 'POST', path: '/', body: 'pay' });
    expect(second).toMatchObject({ kind: 'silence', mayHaveBeenSent: true });
    expect(requests).toBe(2); // and it was not sent again behind our back
  });
});

describe('replies', () => {
  test('a redirect is an answer like any other', async () => {
    const address = await listen((_, outgoing) => {
      outgoing.writeHead(302, { location: 'http://elsewhere.invalid/' }).end();
    });
    expect(await get(address)).toMatchObject({ kind: 'reply', status: 302 });
  });

  test('headers in lower case, repeated ones joined, cookies by line', async () => {
    const address = await listen((_, outgoing) => {
      outgoing.setHeader('X-Thing', ['a', 'b']);
      outgoing.setHeader('Set-Cookie', ['s=1; Path=/', 't=2']);
      outgoing.end('ä€😀');
    });
    const reply = await get(address);
    expect(reply).toMatchObject({
      headers: { 'x-thing': 'a, b', 'set-cookie': 's=1; Path=/\nt=2' },
      body: 'ä€😀',
    });
  });

  test('the path of the base address stands before every path', async () => {
    const address = await listen((incoming, outgoing) => outgoing.end(incoming.url));
    const { port } = open({ baseUrl: `${address}/tenant/7/` });
    expect(await port({ method: 'GET', path: '/ping?x=1' })).toHaveProperty(
      'body',
      '/tenant/7/ping?x=1',
    );
  });
});

describe('what is observed', () => {
  test('method, path, bodies, status and duration, without credentials', async () => {
    const address = await listen((incoming, outgoing) => {
      outgoing.end(`you sent ${incoming.headers.authorization}`);
    });
    const seen: HttpExchange[] = [];
    const secrets = ['p&ss word'];
    const { port } = open({ baseUrl: address, secrets, observe: (each) => seen.push(each) });
    await port({
      method: 'POST',
      path: '/token?password=p%26ss%20word',
      headers: { authorization: 'Basic dTpwJnNzIHdvcmQ=' },
      body: 'client_secret=p%26ss+word&iban=DE89370400440532013000',
    });
    expect(seen).toEqual([
      {
        method: 'POST',
        path: '/token?password=***',
        requestBody: 'client_secret=***&iban=****3000',
        status: 200,
        replyBody: 'you sent ***',
        durationMs: expect.any(Number),
      },
    ]);
  });

  test('a silence, with whether it was sent', async () => {
    const address = await listen((incoming) => incoming.socket.destroy());
    const seen: HttpExchange[] = [];
    const { port } = open({ baseUrl: address, observe: (each) => seen.push(each) });
    await port({ method: 'GET', path: '/' });
    expect(seen).toMatchObject([{ silence: { mayHaveBeenSent: true } }]);
    expect(seen[0]).not.toHaveProperty('status');
  });
});

test('after closing nothing is sent any more', async () => {
  const address = await listen((_, outgoing) => outgoing.end());
  const { port, close } = open({ baseUrl: address });
  await close();
  expect(await port({ method: 'GET', path: '/' })).toMatchObject({ mayHaveBeenSent: false });
});

type Options = Partial<HttpPortOptions>;

async function get(baseUrl: string, options: Options = {}): Promise<HttpReply> {
  return open({ ...options, baseUrl }).port({ method: 'GET', path: '/' });
}

function open(options: Options & { readonly baseUrl: string }) {
  const opened = openHttpPort({ timeoutMs: 2_000, clock: systemClock, ...options });
  closing.push(() => opened.close());
  return opened;
}

function listen(handle: RequestListener): Promise<string> {
  return addressOf(createHttpServer(handle));
}

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closeAll(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}

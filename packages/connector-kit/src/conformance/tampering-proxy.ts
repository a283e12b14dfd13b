/**
 * Stands between a connector and its simulator, on real sockets, and spoils replies: so every
 * connector meets the same bad network, whatever its simulator can do.
 */

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHttpPort, type HttpAnswer, type HttpRequest } from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import type { SimulatedReply } from '../simulator/index.ts';
import { readBody } from '../simulator/read-body.ts';

/** What is done to the replies of requests that do not only sign in. */
export type Tampering =
  | { readonly kind: 'none' }
  /** The system never sees the request. */
  | { readonly kind: 'answer-instead'; readonly reply: SimulatedReply }
  /** The system never sees the request; the reply repeats everything that it carried. */
  | { readonly kind: 'echo'; readonly status: number }
  /** The system acts, and the connection is cut. */
  | { readonly kind: 'lose-reply' }
  /** The system acts, and half of its reply arrives. */
  | { readonly kind: 'truncate-reply' }
  /** The system acts, and its reply arrives with another body. */
  | { readonly kind: 'replace-body'; readonly body: string };

export type ProxiedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type TamperingProxy = {
  readonly url: string;
  tamperWith(tampering: Tampering): void;
  /** Every request that arrived, signing in excluded. */
  readonly requests: readonly ProxiedRequest[];
  /** Values of Authorization and Cookie headers that went by. */
  readonly credentials: ReadonlySet<string>;
  stop(): Promise<void>;
};

type ProxyOptions = {
  readonly target: string;
  readonly isSignIn: (request: ProxiedRequest) => boolean;
};

export async function startTamperingProxy({
  target,
  isSignIn,
}: ProxyOptions): Promise<TamperingProxy> {
  const { port, close } = openHttpPort({
    baseUrl: target,
    timeoutMs: FORWARD_TIMEOUT_MS,
    clock: systemClock,
  });
  const requests: ProxiedRequest[] = [];
  const credentials = new Set<string>();
  let tampering: Tampering = { kind: 'none' };

  const server = createServer((incoming, outgoing) => {
    void readBody(incoming).then(async (body = '') => {
      const headers = plainHeaders(incoming.headers);
      const { method = 'GET', url: path = '/' } = incoming;
      const request: ProxiedRequest = { method, path, headers, body };
      for (const name of ['authorization', 'cookie']) {
        if (headers[name] !== undefined) credentials.add(headers[name]);
      }
      const applied: Tampering = isSignIn(request) ? { kind: 'none' } : tampering;
      if (!isSignIn(request)) requests.push(request);
      if (applied.kind === 'answer-instead') return answer(outgoing, applied.reply);
      if (applied.kind === 'echo') return answer(outgoing, echoOf(request, applied.status));
      const reply = await port(toForwarded(request));
      if (reply.kind === 'silence') return void outgoing.socket?.destroy();
      passOn(outgoing, { reply, tampering: applied });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await close();
  };
  let stopping: Promise<void> | undefined;

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tamperWith: (change) => (tampering = change),
    requests,
    credentials,
    stop: () => (stopping ??= stop()),
  };
}

function passOn(
  outgoing: ServerResponse,
  { reply, tampering }: { readonly reply: HttpAnswer; readonly tampering: Tampering },
): void {
  const { status, body } = reply;
  const headers = { 'content-type': reply.headers['content-type'] ?? 'text/plain' };
  switch (tampering.kind) {
    case 'lose-reply':
      return void outgoing.socket?.destroy();
    case 'replace-body':
      return answer(outgoing, { status, headers, body: tampering.body });
    case 'truncate-reply': {
      const bytes = Buffer.from(body);
      outgoing.writeHead(status, { ...headers, 'content-length': String(bytes.length + 1) });
      outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
        outgoing.socket?.destroySoon();
      });
      return;
    }
    case 'none':
    case 'answer-instead': // answered before the system was asked
    case 'echo': {
      const { connection: _, ...passed } = reply.headers;
      return answer(outgoing, { status, headers: passed, body });
    }
  }
}

function answer(outgoing: ServerResponse, { status, headers, body }: SimulatedReply): void {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  outgoing.writeHead(status, { ...headers, ...length }).end(body);
}

function echoOf({ method, path, headers, body }: ProxiedRequest, status: number): SimulatedReply {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const page = `<html><pre>${method} ${path}\n${lines.join('\n')}\n\n${body}</pre></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body: page };
}

function toForwarded({ method, path, headers, body }: ProxiedRequest): HttpRequest {
  const forwarded = { ...headers };
  for (const name of HOP_BY_HOP) delete forwarded[name];
  return {
    method: method as HttpRequest['method'],
    path,
    headers: forwarded,
    ...(body !== '' && { body }),
  };
}

function plainHeaders(
  incoming: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return headers;
}

const HOP_BY_HOP = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'];

/** Longer than the connector's own deadline in the suite, which is what is being tested. */
const FORWARD_TIMEOUT_MS = 10_000;

/**
 * The network port over real sockets. It always answers, and says of every silence whether the
 * other side may have acted on the request: the rest of Kontor decides by that one bit.
 *
 * A request counts as sent from the moment that a connected (and for https verified) socket was
 * about to be written to. That is earlier than the first byte on the wire, so `mayHaveBeenSent:
 * false` is proof, and a keep-alive socket that turns out to be stale is reported as perhaps sent.
 */

import type { LookupFunction } from 'node:net';
import { assert, type Clock } from '@kontor/kernel';
import { Pool } from 'undici';
import type { HttpPort, HttpReply, HttpRequest } from '../http-port.ts';
import { maskText } from '../masking.ts';
import { exchangeOnce } from './exchange-once.ts';

export type HttpPortOptions = {
  /** `https://my300000-api.s4hana.example`, with or without a path below which everything lies. */
  readonly baseUrl: string;
  /** From the call to the last byte of the reply, waiting for a free connection included. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly replyBytesMax?: number;
  /** Connections that are open at once; further requests wait. */
  readonly connectionsMax?: number;
  /**
   * Resolves host names; where addresses come from strangers, one that refuses private networks.
   */
  readonly lookup?: LookupFunction;
  /** Values that must not be seen in what is observed: `secretsOf(connector.config, settings)`. */
  readonly secrets?: readonly string[];
  /** Told of every exchange, masked, after it ended. It is what the trace of a delivery shows. */
  readonly observe?: (exchange: HttpExchange) => void;
};

/** One request and what came of it, without headers: they carry credentials. */
export type HttpExchange = {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly requestBody?: string;
  readonly durationMs: number;
  /** Absent after a silence. */
  readonly status?: number;
  readonly replyBody?: string;
  /** Present after a silence. */
  readonly silence?: { readonly cause: string; readonly mayHaveBeenSent: boolean };
};

export type OpenHttpPort = {
  readonly port: HttpPort;
  /** Waits for the requests that are under way, each of which ends by its deadline. */
  readonly close: () => Promise<void>;
};

export function openHttpPort(options: HttpPortOptions): OpenHttpPort {
  const { baseUrl, timeoutMs, clock, lookup, observe, secrets = [] } = options;
  const base = new URL(baseUrl);
  assert(/^https?:$/.test(base.protocol), 'a connection speaks HTTP');
  assert(timeoutMs > 0, 'a deadline lies in the future');
  const pool = new Pool(base.origin, {
    connections: options.connectionsMax ?? CONNECTIONS_MAX,
    connect: { timeout: CONNECT_TIMEOUT_MS, ...(lookup && { lookup }) },
    pipelining: 1, // a second request behind an unanswered one could not be classified
    allowH2: false, // on a shared HTTP/2 connection "written" cannot be told per request
    headersTimeout: 0, // the deadline below covers the whole exchange
    bodyTimeout: 0,
  });
  const prefix = base.pathname.replace(/\/$/, '');
  const limits = { timeoutMs, replyBytesMax: options.replyBytesMax ?? REPLY_BYTES_MAX };

  const port: HttpPort = async (request) => {
    const startedMs = clock.elapsedMs();
    const reply = await exchangeOnce(pool, { ...request, path: prefix + request.path }, limits);
    const durationMs = Math.round(clock.elapsedMs() - startedMs);
    observe?.(toExchange({ request, reply, durationMs, secrets }));
    return reply;
  };
  let closing: Promise<void> | undefined;
  return { port, close: () => (closing ??= pool.close()) };
}

type Observed = {
  readonly request: HttpRequest;
  readonly reply: HttpReply;
  readonly durationMs: number;
  readonly secrets: readonly string[];
};

function toExchange({ request, reply, durationMs, secrets }: Observed): HttpExchange {
  const allSecrets = [...secrets, ...credentialsOf(request)];
  const mask = (text: string) => maskText(text, allSecrets);
  const sent = {
    method: request.method,
    path: mask(request.path),
    ...(request.body !== undefined && { requestBody: mask(request.body) }),
    durationMs,
  };
  if (reply.kind === 'reply') {
    return { ...sent, status: reply.status, replyBody: mask(reply.body) };
  }
  const { cause, mayHaveBeenSent } = reply;
  return { ...sent, silence: { cause: mask(cause), mayHaveBeenSent } };
}

/**
 * Systems echo what they were sent in error pages, so what signed this request in is masked too.
 */
function credentialsOf({ headers = {} }: HttpRequest): readonly string[] {
  return CREDENTIAL_HEADERS.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [value, value.replace(/^\S+\s+/, '')];
  });
}

const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'x-csrf-token'];

/** Longer than a lost SYN takes to be repeated twice; a host that answers later is not well. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The engine limits concurrency per connection far lower; this only bounds a mistake. */
const CONNECTIONS_MAX = 64;

/** A page of master data has about 1 MB; nothing that a delivery reads is longer. */
const REPLY_BYTES_MAX = 16_777_216;

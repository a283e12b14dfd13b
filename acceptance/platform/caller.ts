/**
 * An application that calls the API: by contract where it means well, and with any bytes where a
 * test wants to see them refused. That replies keep their contract is the platform's to watch.
 */

import type { Endpoint, ProblemDetails, ReplyBody } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import type { CompanySettings } from '@kontor/server';
import type { Static, TObject } from 'typebox';
import { expect } from 'vitest';

export type Caller = {
  /** Fails the test when it is refused. */
  answer<E extends Endpoint>(endpoint: E, request?: Request<E>): Promise<Answer<E>>;
  /** The body of the answer. */
  read<E extends Endpoint>(endpoint: E, request?: Request<E>): Promise<Answer<E>['body']>;
  /** Fails the test when it is answered. */
  refusal<E extends Endpoint>(endpoint: E, request?: Request<E>): Promise<Refusal>;
  /** Whatever the answer is. */
  call<E extends Endpoint>(endpoint: E, request?: Request<E>): Promise<RawReply>;
  /** As it is, with the token: for what no contract takes. */
  send(request: RawRequest): Promise<RawReply>;
  token(): Promise<string>;
};

export type Request<E extends Endpoint> = {
  readonly params?: E['params'] extends TObject ? Static<E['params']> : never;
  readonly query?: E['query'] extends TObject ? Static<E['query']> : never;
  /** Sent as JSON; held against the schema by the door alone, so that it may be wrong. */
  readonly json?: unknown;
  readonly body?: { readonly type: string; readonly content: string | Uint8Array };
  /** A new one for each call unless given; null: none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer<E extends Endpoint> = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { [S in keyof E['replies']]: ReplyBody<E, S> }[keyof E['replies']];
};

export type Refusal = RawReply & { readonly problem: ProblemDetails };

export type RawRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type RawReply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is a problem. */
  readonly problem: ProblemDetails | undefined;
};

type CallerOptions = {
  readonly url: string;
  readonly company: CompanySettings;
  readonly clientId: string;
};

export function openCaller(options: CallerOptions): Caller {
  let signedIn: Promise<string> | undefined;
  const token = () => (signedIn ??= signIn(options));
  const send = async (request: RawRequest) => {
    const authorization = `Bearer ${await token()}`;
    return sendTo(options.url, { ...request, headers: { authorization, ...request.headers } });
  };
  const call: Caller['call'] = (endpoint, request = {}) => send(toRaw(endpoint, request));
  const answer: Caller['answer'] = async (endpoint, request) => {
    const { status, headers, text } = await call(endpoint, request);
    expect(status, `${endpoint.operationId}: ${text}`).toBeLessThan(300);
    return { status, headers, text, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    call,
    answer,
    read: async (endpoint, request) => (await answer(endpoint, request)).body,
    async refusal(endpoint, request) {
      const reply = await call(endpoint, request);
      const problem = present(reply.problem, `${endpoint.operationId} refuses: ${reply.text}`);
      return { ...reply, problem };
    },
    send,
    token,
  };
}

/** Without a token, unless the headers have one. */
export async function sendTo(url: string, request: RawRequest): Promise<RawReply> {
  const { method, path, headers = {}, body } = request;
  const reply = await fetch(`${url}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
  });
  const text = await reply.text();
  const isProblem = reply.headers.get('content-type')?.startsWith('application/problem+json');
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    problem: isProblem ? (JSON.parse(text) as ProblemDetails) : undefined,
  };
}

/** By client credentials (RFC 6749, 4.4), for everything that the application may do. */
async function signIn({ url, company, clientId }: CallerOptions): Promise<string> {
  const { clientSecret, permissions } = present(
    company.applications.find((each) => each.clientId === clientId),
    `${clientId} is an application of the company`,
  );
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const form = { grant_type: 'client_credentials', scope: permissions.join(' ') };
  const { status, text } = await sendTo(url, {
    method: 'POST',
    path: '/oauth/token',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  });
  expect(status, text).toBe(200);
  return (JSON.parse(text) as { readonly access_token: string }).access_token;
}

export function toRaw<E extends Endpoint>(endpoint: E, request: Request<E>): RawRequest {
  const { params, query, json, key } = request;
  const body =
    json === undefined ? request.body : { type: 'application/json', content: JSON.stringify(json) };
  const isKeyed = endpoint.idempotency === 'required' && key !== null;
  return {
    method: endpoint.method,
    path: pathOf(endpoint, params) + queryOf(query),
    headers: {
      ...(isKeyed && { 'idempotency-key': key ?? crypto.randomUUID() }),
      ...(body && { 'content-type': body.type }),
      ...request.headers,
    },
    ...(body && { body: body.content }),
  };
}

function pathOf({ path }: Endpoint, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(present(params[name], `${path} needs ${name}`))),
  );
}

function queryOf(query: Readonly<Record<string, unknown>> = {}): string {
  const pairs = Object.entries(query).map(([name, value]): [string, string] => {
    return [name, String(value)];
  });
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

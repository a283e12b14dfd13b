/**
 * Calls an endpoint of the API, typed by its contract. Signs in by the cookie of the same origin;
 * whatever is not a reply of the contract is thrown as a Problem.
 */

import type { Endpoint, RequestBody } from '@kontor/contracts';
import { systemRandom } from '@kontor/kernel';
import type { Static, TSchema } from 'typebox';
import { isUnattended } from './presence.ts';
import { problemOf } from './problem-of.ts';
import { Problem } from './problem.ts';

export async function call<E extends Endpoint>(
  endpoint: E,
  options: CallOptions<E>,
): Promise<ReplyOf<E>> {
  const { idempotencyKey, ifMatch, signal, body } = options as LooseOptions;
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey !== undefined) headers.set('idempotency-key', `"${idempotencyKey}"`);
  if (ifMatch !== undefined) headers.set('if-match', `"v${ifMatch}"`);
  if (isUnattended()) headers.set('kontor-unattended', '?1');
  const response = await ask(addressOf(endpoint, options), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as ReplyOf<E>;
  return (await response.json()) as ReplyOf<E>;
}

/** A key under which a request may be sent again without being done twice. */
export function newKey(): string {
  return [...systemRandom.bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Path and query of a call: `{transactionId}` filled in, what is undefined or empty left out. */
export function addressOf({ path }: Endpoint, options: object): string {
  const { params = {}, query = {} } = options as LooseOptions;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

async function ask(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({
      code: 'offline',
      title: 'Kontor did not answer',
      detail: 'The connection is lost or the platform is being restarted. Nothing was lost.',
      status: 0,
      isRetryable: true,
    });
  }
}

export type CallOptions<E extends Endpoint> = Part<'params', E['params']> &
  QueryPart<E['query']> &
  BodyPart<E['bodies']> & {
    readonly idempotencyKey?: string;
    /** The version that was seen, where the contract reads If-Match. */
    readonly ifMatch?: number;
    readonly signal?: AbortSignal;
  };

export type ReplyOf<E extends Endpoint> = {
  [Status in keyof E['replies']]: E['replies'][Status] extends {
    readonly body: infer Body extends TSchema;
  }
    ? Static<Body>
    : undefined;
}[keyof E['replies']];

type Part<Name extends string, Schema> = [Schema] extends [TSchema]
  ? { readonly [Key in Name]: Static<Schema> }
  : unknown;

type QueryPart<Schema> = [Schema] extends [TSchema]
  ? { readonly query?: Loose<Static<Schema>> }
  : unknown;

/** Filters that are not set are undefined in the search parameters of a page. */
type Loose<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

type BodyPart<Bodies> = [Bodies] extends [{ readonly [type: string]: RequestBody }]
  ? { readonly body: JsonBody<Bodies[keyof Bodies]> }
  : unknown;

type JsonBody<Body> = Body extends { readonly kind: 'json'; readonly schema: infer S }
  ? S extends TSchema
    ? Static<S>
    : never
  : never;

type LooseOptions = {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
};

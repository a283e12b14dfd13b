/**
 * A call of an endpoint as an HTTP request: path, query, body and headers as its contract has them.
 */

import type { Endpoint } from '@kontor/contracts';
import { assert, present } from '@kontor/kernel';
import type { Static, TObject, TSchema } from 'typebox';

export type ApiRequest<E extends Endpoint> = {
  readonly params?: E extends { readonly params: infer Params extends TObject }
    ? Static<Params>
    : never;
  readonly query?: E extends { readonly query: infer Query extends TObject }
    ? Static<Query>
    : never;
  readonly body?: JsonBody<E> | RawBody;
  readonly idempotencyKey?: string;
  /** `wait=10` (RFC 7240). */
  readonly prefer?: string;
  /** Others that the endpoint reads. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Bytes of a type that the endpoint takes, as they are: also what no schema accepts. */
export type RawBody = { readonly contentType: string; readonly content: string | Uint8Array };

type JsonBody<E extends Endpoint> = E['bodies'] extends {
  readonly 'application/json': { readonly schema: infer Schema extends TSchema };
}
  ? { readonly json: Static<Schema> }
  : never;

export type ReadyRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export function toRequest<E extends Endpoint>(endpoint: E, request: ApiRequest<E>): ReadyRequest {
  const { idempotencyKey, prefer, headers = {} } = request;
  const isKeyed = endpoint.idempotency === 'required';
  assert(isKeyed === (idempotencyKey !== undefined), 'what creates has a key, and nothing else');
  const body = request.body && toBody(request.body);
  return {
    method: endpoint.method,
    path: pathOf(endpoint, request.params) + queryOf(request.query),
    headers: {
      accept: 'application/json',
      ...headers,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      ...(prefer !== undefined && { prefer }),
      ...(body && { 'content-type': body.contentType }),
    },
    ...(body && { body: body.content }),
  };
}

function toBody(body: { readonly json: unknown } | RawBody): RawBody {
  if ('content' in body) return body;
  return { contentType: 'application/json', content: JSON.stringify(body.json) };
}

function pathOf({ path }: Endpoint, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    return encodeURIComponent(String(present(params[name], `${path} needs ${name}`)));
  });
}

/** Lists are separated by commas, as the contracts say. */
function queryOf(query: Readonly<Record<string, unknown>> = {}): string {
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => {
        return [name, Array.isArray(value) ? value.join(',') : String(value)];
      }),
  );
  return search.size === 0 ? '' : `?${search.toString()}`;
}

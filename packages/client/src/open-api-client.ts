/**
 * The public API, called as its contracts say: the path, the query and the body come from the
 * endpoint, and every reply is held against the schema that the endpoint promises for its status.
 *
 * A reply that breaks its contract is written down and handed on as it is; the day's report fails
 * on it. A problem is an answer; silence is not.
 */

import type { Endpoint } from '@kontor/contracts';
import type { AccessTokens } from './access-tokens.ts';
import { exchange, type RawReply } from './exchange.ts';
import { readReply, type Reply } from './read-reply.ts';
import { toRequest, type ApiRequest } from './to-request.ts';

export type ApiClient = {
  call<E extends Endpoint>(endpoint: E, request?: ApiRequest<E>): Promise<Reply<E>>;
  /** Replies that broke their contract, in words. */
  readonly breaches: readonly string[];
};

export type ApiClientOptions = {
  /** `http://127.0.0.1:8080`, without the version. */
  readonly url: string;
  readonly tokens: AccessTokens;
  readonly timeoutMs?: number;
};

export function openApiClient({
  url,
  tokens,
  timeoutMs = TIMEOUT_MS,
}: ApiClientOptions): ApiClient {
  const breaches: string[] = [];
  const send = async (request: ReturnType<typeof toRequest>): Promise<RawReply> => {
    const token = await tokens.next();
    if (token.kind === 'silence') return token;
    const headers = { ...request.headers, authorization: `Bearer ${token.value}` };
    return exchange({ ...request, url: `${url}${request.path}`, headers, timeoutMs });
  };
  return {
    breaches,
    async call(endpoint, request) {
      const ready = toRequest(endpoint, request ?? {});
      let reply = await send(ready);
      if (reply.kind === 'reply' && reply.status === UNAUTHENTICATED) {
        tokens.forget(); // it ran out on the way; a second refusal is an answer
        reply = await send(ready);
      }
      return readReply(endpoint, reply, (breach) => {
        if (breaches.length < BREACHES_MAX) breaches.push(`${endpoint.operationId}: ${breach}`);
      });
    },
  };
}

const UNAUTHENTICATED = 401;

/** Longer than any `Prefer: wait` that the API takes. */
const TIMEOUT_MS = 60_000;

/** The first ones explain; the rest is the same again. */
const BREACHES_MAX = 100;

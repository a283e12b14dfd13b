/**
 * `fetch` for addresses of this very gateway, without a socket: the console asks its own issuer for
 * tokens also where the public address leads through a proxy that this machine cannot reach.
 */

import type { FastifyInstance } from 'fastify';
import type { CustomFetch } from 'openid-client';

export function insideFetch(app: FastifyInstance): CustomFetch {
  return async (address, { method, headers, body }) => {
    const { pathname, search } = new URL(address);
    const reply = await app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url: `${pathname}${search}`,
      headers,
      ...(body !== undefined && body !== null && { payload: String(body as URLSearchParams) }),
    });
    const contentType = reply.headers['content-type']?.toString() ?? 'text/plain';
    return new Response(new Uint8Array(reply.rawPayload), {
      status: reply.statusCode,
      headers: { 'content-type': contentType },
    });
  };
}

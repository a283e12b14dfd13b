/**
 * The access token of a request (RFC 6750, section 2.1): in one Authorization header, and nowhere
 * else. A token in a query would be in every log on the way.
 */

import { TOKEN_BYTES_MAX } from '../http-limits.ts';

export type BearerToken =
  | { readonly kind: 'token'; readonly token: string }
  /** Nobody tried to sign in. */
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: string };

type Request = {
  readonly authorization: string | undefined;
  /** Names and values in turn, as they came: Node keeps only the first of two Authorization. */
  readonly rawHeaders: readonly string[];
  readonly url: string;
};

export function readBearerToken({ authorization, rawHeaders, url }: Request): BearerToken {
  if (QUERY_TOKEN.test(url)) return { kind: 'refused', reason: 'token_in_query' };
  if (authorization === undefined) return { kind: 'none' };
  if (occurrences(rawHeaders, 'authorization') > 1) {
    return { kind: 'refused', reason: 'two_authorization_headers' };
  }
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) return { kind: 'refused', reason: 'not_a_bearer_token' };
  if (token.length > TOKEN_BYTES_MAX) return { kind: 'refused', reason: 'token_too_long' };
  return { kind: 'token', token };
}

function occurrences(rawHeaders: readonly string[], name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const candidate = rawHeaders[index] as string;
    if (candidate.length === name.length && candidate.toLowerCase() === name) count++;
  }
  return count;
}

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;
const QUERY_TOKEN = /[?&]access_token=/;

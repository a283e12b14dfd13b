/**
 * The fingerprint of a request: what has to be the same for a retry to be one.
 *
 * JSON is compared in canonical form (RFC 8785), so that white space and the order of keys do not
 * matter; other bodies are compared byte by byte. Each part has its length in front of it, so that
 * no two requests can be joined into the same text.
 */

import { createHash, hash, type Hash } from 'node:crypto';
import canonicalize from 'canonicalize';

export type RequestLine = {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly url: string;
  /** Without parameters; empty when there is no body. */
  readonly contentType: string;
};

export function fingerprintOfJson(line: RequestLine, value: unknown): string {
  return hash('sha256', prefixOf(line) + (canonicalize(value) ?? ''));
}

export function fingerprintOfBytes(line: RequestLine, bytes: Uint8Array): string {
  return hashOf(line).update(bytes).digest('hex');
}

/** For bodies that are hashed while they arrive. */
export function hashOf(line: RequestLine): Hash {
  return createHash('sha256').update(prefixOf(line));
}

function prefixOf({ method, url, contentType }: RequestLine): string {
  return `${method}\n${url.length}:${url}\n${contentType.length}:${contentType}\n`;
}

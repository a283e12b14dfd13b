/**
 * Page tokens: the service's position, sealed so that it can be neither read into nor changed, and
 * bound to the operation and its filters. A token carries no authorisation: what the bearer may see
 * is asked with every page.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { PAGE_TOKEN_CHARACTERS_MAX } from '@kontor/contracts';

export type CursorScope = {
  /** Secret, the same on all nodes. */
  readonly key: Uint8Array;
  /** The operation with its filters: a token of another scope does not open. */
  readonly scope: string;
};

export function sealCursor({ key, scope }: CursorScope, position: string): string {
  const text = Buffer.from(position, 'utf8');
  return Buffer.concat([seal(key, scope, text), text]).toString('base64url');
}

/** The position, or undefined when the token was not sealed for this scope. */
export function openCursor({ key, scope }: CursorScope, token: string): string | undefined {
  if (token.length > PAGE_TOKEN_CHARACTERS_MAX || !BASE64URL.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // base64url has spellings that decode to the same bytes: only ours is accepted.
  if (bytes.length < SEAL_BYTES || bytes.toString('base64url') !== token) return undefined;
  const text = bytes.subarray(SEAL_BYTES);
  const genuine = timingSafeEqual(seal(key, scope, text), bytes.subarray(0, SEAL_BYTES));
  return genuine ? text.toString('utf8') : undefined;
}

/** The scope of a list: its operation and its filters, whatever order they were written in. */
export function scopeOf(operationId: string, filters: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(filters).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([operationId, pairs]);
}

function seal(key: Uint8Array, scope: string, text: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update(`${Buffer.byteLength(scope)}:${scope}`);
  return mac.update(text).digest().subarray(0, SEAL_BYTES);
}

/** 128 bits: nobody guesses them, and the token stays short. */
const SEAL_BYTES = 16;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

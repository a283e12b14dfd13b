/**
 * The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header-07): a structured-field
 * string, `"8e03978e-40d5"`, or the same characters without quotation marks, as most clients send
 * it. Both forms name the same key.
 */

import type { Problem } from '@kontor/kernel';

export function readIdempotencyKey(
  header: string | readonly string[] | undefined,
): { readonly key: string } | { readonly problem: Problem } {
  if (header === undefined) return MISSING;
  const match = typeof header === 'string' ? KEY.exec(header) : null;
  const key = match?.[1] ?? match?.[2];
  return key === undefined ? INVALID : { key };
}

const MISSING = { problem: { code: 'idempotency_key_missing' } } as const;
const INVALID = { problem: { code: 'idempotency_key_invalid' } } as const;

/** 1 to 255 visible ASCII characters without comma, quotation mark and backslash. */
const KEY = /^(?:"([!#-+\--[\]-~]{1,255})"|([!#-+\--[\]-~]{1,255}))$/;

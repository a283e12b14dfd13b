/** Strong entity tags of versioned things (RFC 9110, 8.8.3): `"v12"`. */

import type { Problem } from '@kontor/kernel';

export function etagOf(version: number): string {
  return `"v${version}"`;
}

/**
 * The version that If-Match names. `*` and lists are refused: they would overwrite unread changes.
 */
export function readIfMatch(
  header: string | undefined,
): { readonly version: number } | { readonly problem: Problem } {
  if (header === undefined) return { problem: { code: 'precondition_required' } };
  const version = ETAG.exec(header.trim())?.[1];
  if (version !== undefined) return { version: Number.parseInt(version, 10) };
  return {
    problem: {
      code: 'precondition_failed',
      detail: 'If-Match must be the one strong ETag that was read, for example "v12".',
    },
  };
}

const ETAG = /^"v(\d{1,9})"$/;

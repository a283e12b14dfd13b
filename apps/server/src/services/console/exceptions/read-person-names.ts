import type { Queryable } from '@kontor/postgres';

/** What people are called; who is not known keeps the name that the token has. */
export async function readPersonNames(
  _db: Queryable,
  _subjects: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  return new Map();
}

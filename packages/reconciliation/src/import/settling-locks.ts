/** Locks until the end of the transaction; always the content first, then accounts by name. */

import type { Queryable } from '@kontor/postgres';

export async function lockContent(db: Queryable, contentHash: string): Promise<void> {
  await waitFor(db, `bank-file ${contentHash}`);
}

export async function lockAccounts(
  db: Queryable,
  statements: readonly { readonly account: string }[],
): Promise<void> {
  const accounts = new Set(statements.map(({ account }) => account));
  for (const account of [...accounts].sort()) await waitFor(db, `bank-account ${account}`);
}

async function waitFor(db: Queryable, name: string): Promise<void> {
  // A statement of hundreds of thousands of entries takes seconds to book; the pool would give up.
  await db.query({ text: `set local lock_timeout = '60s'` });
  await db.query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [name],
  });
}

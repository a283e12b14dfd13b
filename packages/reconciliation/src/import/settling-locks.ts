/** Locks until the end of the transaction; always the content first, then accounts by name. */

import type { Queryable } from '@kontor/postgres';

/** A file of a million entries takes a minute to book; the limits of the pool are for requests. */
export async function allowLongWork(db: Queryable): Promise<void> {
  await db.query({ text: `set local statement_timeout = '15min'` });
  await db.query({ text: `set local lock_timeout = '5min'` });
}

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
  await db.query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [name],
  });
}

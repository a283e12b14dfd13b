/**
 * Puts statements into the chain of their account. What they follow is set in one statement for
 * all, because no two may follow the same: first the cut ones let go, then everyone takes hold.
 */

import type { Queryable } from '@kontor/postgres';
import type { ChainedStatement } from './chain.ts';

export async function linkStatements(
  db: Queryable,
  relinked: readonly ChainedStatement[],
  joined: readonly ChainedStatement[],
): Promise<void> {
  const ids = relinked.map(({ id }) => id);
  if (ids.length > 0) await db.query({ name: 'let_go', text: LET_GO, values: [ids] });
  const all = [...joined, ...relinked];
  await db.query({
    name: 'link_statements',
    text: LINK_STATEMENTS,
    values: [all.map(({ id }) => id), all.map(({ follows }) => follows ?? null)],
  });
}

const LET_GO = `update bank_statement set follows = null where bank_statement_id = any($1)`;

const LINK_STATEMENTS = `
  update bank_statement
  set follows = link.follows,
      status = 'booked',
      reason = null,
      booked_at = coalesce(booked_at, now())
  from unnest($1::text[], $2::text[]) as link (bank_statement_id, follows)
  where bank_statement.bank_statement_id = link.bank_statement_id
`;

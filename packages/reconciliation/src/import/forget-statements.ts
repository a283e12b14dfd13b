/** Takes staged statements away that repeat what is known. */

import type { Queryable } from '@kontor/postgres';

export async function forgetStatements(
  db: Queryable,
  bankStatementIds: readonly string[],
): Promise<void> {
  if (bankStatementIds.length === 0) return;
  await db.query({
    name: 'forget_statements',
    text: FORGET_STATEMENTS,
    values: [bankStatementIds],
  });
}

const FORGET_STATEMENTS = `
  delete from bank_statement where bank_statement_id = any($1) and status = 'receiving'
`;

/** Fills in what was known only when the statement had been read. */

import type { Queryable } from '@kontor/postgres';
import type { StagedStatement } from './staged-statement.ts';

export async function keepStatement(db: Queryable, statement: StagedStatement): Promise<void> {
  const { outcome } = statement;
  const proof = outcome.kind === 'proved' ? outcome : undefined;
  await db.query({
    name: 'keep_statement',
    text: KEEP_STATEMENT,
    values: [
      statement.bankStatementId,
      statement.currency,
      statement.toDay,
      proof?.opening.minor.toString(),
      proof?.closing.minor.toString(),
      statement.entryCount,
      proof?.credits.minor.toString() ?? '0',
      proof?.debits.minor.toString() ?? '0',
      statement.fingerprint,
      JSON.stringify(statement.balances),
    ],
  });
}

const KEEP_STATEMENT = `
  update bank_statement
  set currency = $2, to_day = coalesce($3, to_day), opening_minor = $4, closing_minor = $5,
      entry_count = $6, credit_minor = $7, debit_minor = $8, fingerprint = $9, balances = $10
  where bank_statement_id = $1
`;

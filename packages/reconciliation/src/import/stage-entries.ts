/** Keeps a batch of entries aside until the file that they are in has been judged. */

import type { Queryable } from '@kontor/postgres';
import type { StagedEntry } from './to-staged-entry.ts';

type Batch = {
  readonly bankStatementId: string;
  readonly batch: number;
  readonly entries: readonly StagedEntry[];
};

export async function stageEntries(
  db: Queryable,
  { bankStatementId, batch, entries }: Batch,
): Promise<void> {
  await db.query({
    name: 'stage_entries',
    text: STAGE_ENTRIES,
    values: [bankStatementId, batch, JSON.stringify(entries)],
  });
}

/** One row for the whole batch: PostgreSQL takes it apart faster than the driver binds it. */
const STAGE_ENTRIES = `
  insert into staged_entries (bank_statement_id, batch, entries) values ($1, $2, $3)
`;

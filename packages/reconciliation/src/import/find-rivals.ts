/**
 * Statements that were taken in before and claim to be this one: by the bank's identification of it
 * (account, kind, id, day, number, page), or by telling the very same money under another name.
 */

import type { Queryable } from '@kontor/postgres';
import type { StagedStatement } from './staged-statement.ts';

export type Rival = {
  readonly bankStatementId: string;
  /** Undefined when it is in the same file. */
  readonly bankFileId: string | undefined;
  readonly statementId: string;
  readonly fingerprint: string;
  readonly isSameNamed: boolean;
};

export async function findRivals(
  db: Queryable,
  { account, header, toDay, fingerprint, entryCount }: StagedStatement,
): Promise<readonly Rival[]> {
  const { rows } = await db.query<RivalRow>({
    name: 'find_rivals',
    text: FIND_RIVALS,
    values: [
      account,
      header.kind,
      header.id,
      toDay,
      header.sequenceNumber ?? header.legalSequenceNumber ?? '',
      header.page ?? '',
      fingerprint,
      // Days without movement all look alike.
      entryCount > 0,
    ],
  });
  return rows.map((row) => ({
    bankStatementId: row.bank_statement_id,
    bankFileId: row.bank_file_id,
    statementId: row.statement_id,
    fingerprint: row.fingerprint,
    isSameNamed: row.is_same_named,
  }));
}

const FIND_RIVALS = `
  with rival as (
    select bank_statement_id, bank_file_id, statement_id, fingerprint, kind, entry_count,
      kind = $2 and statement_id = $3 and to_day = $4 and coalesce(sequence_number, '') = $5
        and coalesce(page, '') = $6 as is_same_named
    from bank_statement
    where account = $1 and status in ('booked', 'waiting', 'information')
  )
  select bank_statement_id, bank_file_id, statement_id, fingerprint, is_same_named
  from rival
  where is_same_named
    or (fingerprint = $7 and $8 and kind = 'statement' and $2 = 'statement')
`;

type RivalRow = {
  readonly bank_statement_id: string;
  readonly bank_file_id: string;
  readonly statement_id: string;
  readonly fingerprint: string;
  readonly is_same_named: boolean;
};

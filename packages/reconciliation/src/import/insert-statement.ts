import type { StatementHeader } from '@kontor/canon';
import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { OwnAccount } from './find-bank-account.ts';

type NewStatement = {
  readonly bankStatementId: string;
  readonly bankFileId: string;
  readonly account: string;
  readonly own: OwnAccount | undefined;
  readonly header: StatementHeader;
  readonly today: BankingDay;
};

/**
 * The row that entries hang on. What is known only at the end is filled in by keep-statement.ts.
 */
export async function insertStatement(db: Queryable, statement: NewStatement): Promise<void> {
  const { bankStatementId, bankFileId, account, own, header, today } = statement;
  await db.query({
    name: 'insert_statement',
    text: INSERT_STATEMENT,
    values: [
      bankStatementId,
      bankFileId,
      account,
      own?.legalEntity ?? '',
      header.kind,
      header.id,
      header.sequenceNumber ?? header.legalSequenceNumber,
      header.page,
      header.fromDay,
      header.toDay ?? today,
      JSON.stringify(header.account),
    ],
  });
}

const INSERT_STATEMENT = `
  insert into bank_statement (bank_statement_id, bank_file_id, account, legal_entity, kind,
    statement_id, sequence_number, page, from_day, to_day, written_account, currency, entry_count,
    credit_minor, debit_minor, fingerprint, balances, status)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, 0, 0, '', '[]', 'receiving')
`;

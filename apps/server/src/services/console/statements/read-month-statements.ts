/**
 * The statements of some accounts that end within some days. Two halves, because what is booked and
 * what is quarantined stand in indexes of their own.
 */

import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type StatementRow = {
  readonly bank_statement_id: string;
  readonly bank_file_id: string;
  readonly account: string;
  readonly status: 'booked' | 'waiting' | 'quarantined';
  readonly statement_id: string;
  readonly sequence_number: string | null;
  readonly page: string | null;
  readonly from_day: BankingDay | null;
  readonly to_day: BankingDay;
  /** Empty where the file broke off before the statement ended. */
  readonly currency: string;
  readonly opening_minor: string | null;
  readonly closing_minor: string | null;
  readonly credit_minor: string;
  readonly debit_minor: string;
  readonly entry_count: number;
  readonly entries_open: number;
  readonly follows: string | null;
  readonly reason: string | null;
};

export async function readMonthStatements(
  db: Queryable,
  {
    accounts,
    legalEntities,
    fromDay,
    toDay,
  }: {
    readonly accounts: readonly string[];
    readonly legalEntities: readonly string[];
    readonly fromDay: BankingDay;
    readonly toDay: BankingDay;
  },
): Promise<readonly StatementRow[]> {
  const { rows } = await db.query<StatementRow>({
    name: 'read_month_statements',
    text: READ_MONTH_STATEMENTS,
    values: [accounts, fromDay, toDay, legalEntities],
  });
  return rows;
}

export const STATEMENT_COLUMNS = `
  bank_statement_id, bank_file_id, account, status, statement_id, sequence_number, page, from_day,
  to_day, currency, opening_minor, closing_minor, credit_minor, debit_minor, entry_count,
  (select count(*) from bank_entry
   where bank_entry.bank_statement_id = bank_statement.bank_statement_id
     and booked and match_status in ('new', 'open', 'partly'))::integer as entries_open,
  follows, reason
`;

export const READ_MONTH_STATEMENTS = `
  (select ${STATEMENT_COLUMNS}
   from bank_statement
   where account = any($1) and to_day between $2::date and $3::date
     and status in ('booked', 'waiting') and legal_entity = any($4))
  union all
  (select ${STATEMENT_COLUMNS}
   from bank_statement
   where account = any($1) and to_day between $2::date and $3::date
     and status = 'quarantined' and kind = 'statement' and legal_entity = any($4))
  order by account, to_day, bank_statement_id
`;

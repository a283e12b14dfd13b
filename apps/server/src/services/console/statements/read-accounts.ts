import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type AccountRow = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly legal_entity: string;
  readonly currency: string;
  /** Of its first statement; before it, none is missed. */
  readonly first_day: BankingDay | null;
};

export async function readAccounts(
  db: Queryable,
  legalEntities: readonly string[],
): Promise<readonly AccountRow[]> {
  const { rows } = await db.query<AccountRow>({
    name: 'read_accounts',
    text: READ_ACCOUNTS,
    values: [legalEntities],
  });
  return rows;
}

const READ_ACCOUNTS = `
  select bank_account_id::text as id, account, name, legal_entity, currency,
         (select coalesce(from_day, to_day)
          from bank_statement
          where bank_statement.account = bank_account.account
            and status in ('booked', 'waiting')
          order by to_day
          limit 1) as first_day
  from bank_account
  where legal_entity = any($1)
  order by legal_entity, name, account
  limit 500
`;

import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type BankPicture = {
  readonly accounts: readonly AccountRow[];
  readonly files: readonly FileRow[];
};

export type AccountRow = {
  readonly legal_entity: string;
  readonly currency: string;
  /** The last day that its statements reach, booked or waiting; null when none ever came. */
  readonly last_day: BankingDay | null;
};

export type FileRow = {
  readonly legal_entities: readonly string[];
  readonly status: string;
  readonly count: number;
};

/** How far each account is told by its bank, and which files came since then. */
export async function readBankPicture(db: Queryable, since: string): Promise<BankPicture> {
  const [accounts, files] = await Promise.all([
    db.query<AccountRow>({ name: 'read_account_reach', text: READ_ACCOUNT_REACH }),
    db.query<FileRow>({ name: 'read_files_since', text: READ_FILES_SINCE, values: [since] }),
  ]);
  return { accounts: accounts.rows, files: files.rows };
}

export const READ_ACCOUNT_REACH = `
  select bank_account.legal_entity, bank_account.currency, reach.last_day
  from bank_account
  left join lateral (
    select to_day::text as last_day
    from bank_statement
    where bank_statement.account = bank_account.account and status in ('booked', 'waiting')
    order by to_day desc
    limit 1
  ) as reach on true
`;

export const READ_FILES_SINCE = `
  select legal_entities, status, count(*)::integer as count
  from bank_file
  where received_at >= $1::timestamptz and status <> 'receiving'
  group by legal_entities, status
`;

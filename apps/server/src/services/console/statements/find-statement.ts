/** One statement with its neighbours, its file and how much of it is matched. */

import type { ConsoleStatement } from '@kontor/contracts';
import type { BankingDay, BankStatementId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { FILE_COLUMNS, JOIN_HELD, type FileRow } from './read-month-files.ts';
import { STATEMENT_COLUMNS, type StatementRow } from './read-month-statements.ts';
import { toChain, toLoose } from './to-chain.ts';
import { toConsoleFile } from './to-console-file.ts';

export async function findStatement(
  db: Queryable,
  call: Call,
  id: BankStatementId,
): Promise<ConsoleStatement | undefined> {
  const { rows } = await db.query<FoundRow>({
    name: 'find_console_statement',
    text: FIND_STATEMENT,
    values: [id, legalEntitiesOf(call)],
  });
  const row = rows[0];
  if (!row) return undefined;
  const file = await readFile(db, row.bank_file_id);
  const [link] = row.status === 'booked' ? toChain([row], row.first_day) : [toLoose(row)];
  if (!link || !file) return undefined;
  return {
    ...link,
    account: row.account,
    ...(row.account_id !== null && { accountId: row.account_id }),
    ...(row.account_name !== null && { accountName: row.account_name }),
    ...(row.legal_entity !== '' && { legalEntity: row.legal_entity }),
    ...(row.currency !== '' && { currency: row.currency }),
    ...(row.before && { before: row.before }),
    ...(row.after && { after: row.after }),
    file: toConsoleFile(file, call),
    byStatus: { ...NOTHING, ...row.by_status },
  };
}

async function readFile(db: Queryable, id: string): Promise<FileRow | undefined> {
  const { rows } = await db.query<FileRow>({
    name: 'read_file_of_statement',
    text: READ_FILE_OF_STATEMENT,
    values: [id],
  });
  return rows[0];
}

const NEIGHBOUR = `jsonb_build_object('statement', near.bank_statement_id,
  'number', near.statement_id, 'toDay', near.to_day)`;

const FIND_STATEMENT = `
  select ${STATEMENT_COLUMNS}, legal_entity,
         (select jsonb_build_object('id', bank_account_id, 'name', name) from bank_account
          where bank_account.account = bank_statement.account) ->> 'id' as account_id,
         (select name from bank_account
          where bank_account.account = bank_statement.account) as account_name,
         (select coalesce(near.from_day, near.to_day) from bank_statement as near
          where near.account = bank_statement.account and near.status in ('booked', 'waiting')
          order by near.to_day limit 1) as first_day,
         (select ${NEIGHBOUR} from bank_statement as near
          where near.bank_statement_id = bank_statement.follows) as before,
         (select ${NEIGHBOUR} from bank_statement as near
          where near.follows = bank_statement.bank_statement_id) as after,
         (select jsonb_object_agg(shown, count) from (
            select case match_status when 'new' then 'open' else match_status end as shown,
                   count(*) as count
            from bank_entry
            where bank_entry.bank_statement_id = bank_statement.bank_statement_id
            group by shown
          ) as counted) as by_status
  from bank_statement
  where bank_statement_id = $1 and legal_entity = any($2)
    and status in ('booked', 'waiting', 'quarantined')
`;

const READ_FILE_OF_STATEMENT = `
  select ${FILE_COLUMNS}
  from bank_file as file
  ${JOIN_HELD}
  where file.bank_file_id = $1
`;

type Neighbour = NonNullable<ConsoleStatement['before']>;

type FoundRow = StatementRow & {
  readonly legal_entity: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly first_day: BankingDay | null;
  readonly before: Neighbour | null;
  readonly after: Neighbour | null;
  readonly by_status: Partial<ConsoleStatement['byStatus']> | null;
};

const NOTHING = { open: 0, partly: 0, matched: 0, returned: 0, none: 0 };

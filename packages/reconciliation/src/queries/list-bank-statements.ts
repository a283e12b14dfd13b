/** Latest day first; what was quarantined is seen at its file. */

import type { BankAccount, Balance } from '@kontor/canon';
import type { BankStatement, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { placeAfter, toPage } from './page.ts';

export type BankStatementFilters = {
  readonly status?: BankStatement['status'];
  readonly legalEntity?: string;
  readonly account?: string;
  readonly bankFile?: string;
};

export async function listBankStatements(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: BankStatementFilters,
  page: PageRequest,
): Promise<Page<BankStatement>> {
  const { rows } = await db.query<StatementRow>({
    name: 'list_bank_statements',
    text: LIST_BANK_STATEMENTS,
    values: [
      [...permitted],
      filters.status,
      filters.legalEntity,
      filters.account,
      filters.bankFile,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromStatementRow);
}

const LIST_BANK_STATEMENTS = `
  select jsonb_build_array(to_day::text, bank_statement_id)::text as place, bank_statement_id,
    bank_file_id, legal_entity, status, statement_id, sequence_number, from_day, to_day,
    written_account, currency, balances, entry_count,
    (select count(*) from bank_entry as entry
     where entry.bank_statement_id = statement.bank_statement_id
       and entry.booked and entry.match_status in ('new', 'open', 'partly'))::integer
      as entries_open
  from bank_statement as statement
  where legal_entity = any ($1)
    and status in ('booked', 'waiting', 'information')
    and ($2::text is null or status = $2)
    and ($3::text is null or legal_entity = $3)
    and ($4::text is null or account = $4)
    and ($5::text is null or bank_file_id = $5)
    and ($6::date is null or (to_day, bank_statement_id) < ($6, $7))
  order by to_day desc, bank_statement_id desc
  limit $8
`;

type StatementRow = {
  readonly place: string;
  readonly bank_statement_id: string;
  readonly bank_file_id: string;
  readonly legal_entity: string;
  readonly status: BankStatement['status'];
  readonly statement_id: string;
  readonly sequence_number: string | null;
  readonly from_day: string | null;
  readonly to_day: string;
  readonly written_account: BankAccount;
  readonly currency: string;
  readonly balances: readonly Balance[];
  readonly entry_count: number;
  readonly entries_open: number;
};

function fromStatementRow(row: StatementRow): BankStatement {
  const having = (code: string) => row.balances.filter((balance) => balance.code === code);
  const opening = having('OPBD')[0] ?? having('PRCD')[0] ?? having('ITBD')[0];
  const closing = having('CLBD').at(-1) ?? having('ITBD').at(-1);
  return {
    id: row.bank_statement_id,
    bankFile: row.bank_file_id,
    legalEntity: row.legal_entity,
    account: { ...row.written_account, currency: row.currency },
    status: row.status,
    number: row.statement_id,
    ...(row.sequence_number !== null && { sequenceNumber: row.sequence_number }),
    ...(row.from_day !== null && { fromDay: row.from_day }),
    toDay: row.to_day,
    ...(opening && { opening }),
    ...(closing && { closing }),
    entries: row.entry_count,
    entriesOpen: row.entries_open,
  };
}

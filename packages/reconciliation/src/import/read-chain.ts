/** Every statement of an account that is booked or waits to be. */

import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { ChainedStatement } from './chain.ts';

export async function readChain(
  db: Queryable,
  account: string,
): Promise<{
  readonly booked: readonly ChainedStatement[];
  readonly waiting: readonly ChainedStatement[];
}> {
  const { rows } = await db.query<ChainRow>({
    name: 'read_chain',
    text: READ_CHAIN,
    values: [account],
  });
  const statements = rows.map((row) => ({ status: row.status, chained: fromChainRow(row) }));
  const having = (wanted: ChainRow['status']) =>
    statements.filter(({ status }) => status === wanted).map(({ chained }) => chained);
  return { booked: having('booked'), waiting: having('waiting') };
}

const READ_CHAIN = `
  select bank_statement_id, statement_id, from_day, to_day, sequence_number, page, opening_minor,
    closing_minor, follows, status
  from bank_statement
  where account = $1 and status in ('booked', 'waiting')
  order by to_day, bank_statement_id
`;

type ChainRow = {
  readonly bank_statement_id: string;
  readonly statement_id: string;
  readonly from_day: string | null;
  readonly to_day: string;
  readonly sequence_number: string | null;
  readonly page: string | null;
  readonly opening_minor: string;
  readonly closing_minor: string;
  readonly follows: string | null;
  readonly status: 'booked' | 'waiting';
};

function fromChainRow(row: ChainRow): ChainedStatement {
  return {
    id: row.bank_statement_id,
    statementId: row.statement_id,
    toDay: row.to_day as BankingDay,
    opening: BigInt(row.opening_minor),
    closing: BigInt(row.closing_minor),
    ...(row.from_day && { fromDay: row.from_day as BankingDay }),
    ...(row.sequence_number && { sequenceNumber: row.sequence_number }),
    ...(row.page && { page: row.page }),
    ...(row.follows && { follows: row.follows }),
  };
}

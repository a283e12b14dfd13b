import { bankingDayOf, type BankingDay, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/** The day of the first transaction, or undefined where there is none yet. */
export async function readFirstDay(
  db: Queryable,
  legalEntities: readonly string[],
): Promise<BankingDay | undefined> {
  const { rows } = await db.query<{ accepted_at: Instant }>({
    name: 'read_first_day',
    text: READ_FIRST_DAY,
    values: [legalEntities],
  });
  return rows[0] && bankingDayOf(rows[0].accepted_at);
}

const READ_FIRST_DAY = `
  select accepted_at
  from transaction
  where legal_entity = any($1)
  order by accepted_at, transaction_id
  limit 1
`;

import type { Reconciliation } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';

/** Our accounts, to choose from. */
export async function readAccounts(
  db: Queryable,
  legalEntities: readonly string[],
): Promise<Reconciliation['accounts']> {
  const { rows } = await db.query<Reconciliation['accounts'][number]>({
    name: 'console_accounts',
    text: READ_ACCOUNTS,
    values: [legalEntities],
  });
  return rows;
}

const READ_ACCOUNTS = `
  select account, name, legal_entity as "legalEntity", currency
  from bank_account
  where legal_entity = any($1::text[])
  order by legal_entity, currency, account
  limit 1000
`;

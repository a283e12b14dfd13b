import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type ConnectionSettingsRow = {
  readonly concurrency: number;
  readonly rate_per_second: number | null;
  readonly customers: number;
  readonly customers_refreshed_at: Instant | null;
  readonly accounts: number;
  readonly accounts_refreshed_at: Instant | null;
};

/** What a connection may do at once, and what was read from it. */
export async function readConnectionSettings(
  db: Queryable,
  name: string,
): Promise<ConnectionSettingsRow | undefined> {
  const { rows } = await db.query<ConnectionSettingsRow>({
    name: 'read_connection_settings_of',
    text: READ_CONNECTION_SETTINGS,
    values: [name],
  });
  return rows[0];
}

const READ_CONNECTION_SETTINGS = `
  select connection.concurrency, connection.rate_per_second,
         customers.items as customers, customers.refreshed_at as customers_refreshed_at,
         accounts.items as accounts, accounts.refreshed_at as accounts_refreshed_at
  from connection
  cross join lateral (
    select count(*)::integer as items, max(refreshed_at) as refreshed_at
    from customer where customer.connection = connection.name
  ) as customers
  cross join lateral (
    select count(*)::integer as items, max(refreshed_at) as refreshed_at
    from ledger_account where ledger_account.connection = connection.name
  ) as accounts
  where connection.name = $1
`;

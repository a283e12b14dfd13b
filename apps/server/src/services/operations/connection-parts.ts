/** What statements about connections have in common: their last pause, their master data. */

import type { Instant } from '@kontor/kernel';

/** `paused`: who paused it last and when, if it is paused. */
export const JOIN_LAST_PAUSE = `
  left join lateral (
    select actor, occurred_at
    from audit_entry
    where subject_kind = 'connection' and subject_id = connection.name
      and action = 'connection.paused'
    order by sequence desc
    limit 1
  ) as paused on connection.paused_reason is not null`;

/** The columns of `MasterDataRow`; they need `JOIN_MASTER_DATA`. */
export const MASTER_DATA_COLUMNS = `
         customers.items as customers, customers.refreshed_at as customers_refreshed_at,
         accounts.items as accounts, accounts.refreshed_at as accounts_refreshed_at`;

export const JOIN_MASTER_DATA = `
  cross join lateral (
    select count(*)::integer as items, max(refreshed_at) as refreshed_at
    from customer where customer.connection = connection.name
  ) as customers
  cross join lateral (
    select count(*)::integer as items, max(refreshed_at) as refreshed_at
    from ledger_account where ledger_account.connection = connection.name
  ) as accounts`;

export type MasterDataRow = {
  readonly customers: number;
  readonly customers_refreshed_at: Instant | null;
  readonly accounts: number;
  readonly accounts_refreshed_at: Instant | null;
};

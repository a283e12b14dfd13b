/**
 * Customers of a legal entity who owe something: names and accounts that payments may come from.
 * Read once for a round of matching, with the names folded once.
 */

import type { Queryable } from '@kontor/postgres';
import { foldName } from './name-similarity.ts';

export type Directory = {
  readonly entries: ReadonlyMap<string, DirectoryEntry>;
  /** Customers by account, and by folded name. */
  readonly byAccount: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
};

export type DirectoryEntry = {
  readonly customer: string;
  readonly names: readonly string[];
  readonly accounts: readonly string[];
};

export async function readDirectory(
  db: Queryable,
  scope: { readonly legalEntity: string; readonly currency: string },
): Promise<Directory> {
  const { rows } = await db.query<DirectoryEntry>({
    name: 'read_directory',
    text: READ_DIRECTORY,
    values: [scope.legalEntity, scope.currency],
  });
  return {
    entries: new Map(rows.map((entry) => [entry.customer, entry])),
    byAccount: customersBy(rows, ({ accounts }) => accounts),
    byName: customersBy(rows, ({ names }) => names.map(foldName)),
  };
}

function customersBy(
  entries: readonly DirectoryEntry[],
  keysOf: (entry: DirectoryEntry) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const customers = new Map<string, string[]>();
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      const owners = customers.get(key);
      if (owners) owners.push(entry.customer);
      else customers.set(key, [entry.customer]);
    }
  }
  return customers;
}

const READ_DIRECTORY = `
  select debtor.customer,
    array_remove(debtor.party_names || customer.name, null) as names,
    coalesce(customer.ibans, '{}') as accounts
  from (
    select customer, array_agg(distinct party_name) as party_names
    from open_item
    where legal_entity = $1 and currency = $2 and status in ('open', 'partly')
    group by customer
  ) as debtor
  join legal_entity on legal_entity.code = $1
  left join customer
    on customer.connection = legal_entity.ledger and customer.number = debtor.customer
  order by debtor.customer
`;

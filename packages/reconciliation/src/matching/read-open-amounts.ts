/**
 * The open items that a receipt could be about: those whose keys it mentions, those of likely
 * customers, and a few of exactly its amount. Only of its own legal entity and currency.
 */

import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { keysOfReceipt } from './keys-of-receipt.ts';
import { likelyCustomers } from './likely-customers.ts';
import type { Directory, DirectoryEntry } from './read-directory.ts';
import type { OpenAmount, Receipt } from './types.ts';

export async function readOpenAmounts(
  db: Queryable,
  legalEntity: string,
  receipt: Receipt,
  directory: Directory,
): Promise<readonly OpenAmount[]> {
  const { rows } = await db.query<OpenAmountRow>({
    name: 'read_open_amounts',
    text: READ_OPEN_AMOUNTS,
    values: [
      legalEntity,
      receipt.currency,
      [...keysOfReceipt(receipt)],
      likelyCustomers(receipt, directory),
      receipt.amount.toString(),
      ITEMS_OF_CUSTOMERS_MAX,
      ITEMS_OF_AMOUNT_MAX,
    ],
  });
  return rows.map((row) => fromOpenAmountRow(row, directory.entries.get(row.customer)));
}

/** A customer with more open items than this pays with a list, which names them. */
const ITEMS_OF_CUSTOMERS_MAX = 500;
/** One more than a person is shown tells that there are others. */
const ITEMS_OF_AMOUNT_MAX = 6;

/**
 * Each look-up stands alone and names nothing but the columns of its own index: on a table that was
 * never analysed PostgreSQL would otherwise read every item of the legal entity.
 */
export const READ_OPEN_AMOUNTS = `
  with named as materialized (
    select open_item_id, legal_entity, currency from open_item
    where keys && $3 and status in ('open', 'partly')
  ), of_amount as materialized (
    select open_item_id, legal_entity, currency, coalesce(due_day, issue_day) as day from open_item
    where amount_minor - claimed_minor = $5 and status in ('open', 'partly')
  ), of_customers as materialized (
    select open_item_id from open_item
    where legal_entity = $1 and currency = $2 and customer = any ($4)
      and status in ('open', 'partly')
    order by coalesce(due_day, issue_day), open_item_id
    limit $6
  ), candidate as materialized (
    select open_item_id from named where legal_entity = $1 and currency = $2
    union
    select open_item_id from of_customers
    union
    (select open_item_id from of_amount where legal_entity = $1 and currency = $2
     order by day, open_item_id limit $7)
  )
  select open_item_id, customer, number, payment_reference, issue_day, due_day,
    amount_minor - claimed_minor as open_minor, version
  from candidate join open_item using (open_item_id)
`;

type OpenAmountRow = {
  readonly open_item_id: string;
  readonly customer: string;
  readonly number: string;
  readonly payment_reference: string | null;
  readonly issue_day: string;
  readonly due_day: string | null;
  readonly open_minor: string;
  readonly version: number;
};

function fromOpenAmountRow(row: OpenAmountRow, party: DirectoryEntry | undefined): OpenAmount {
  return {
    openItemId: row.open_item_id,
    customer: row.customer,
    customerNames: party?.names ?? [],
    customerAccounts: party?.accounts ?? [],
    number: row.number,
    issueDay: row.issue_day as BankingDay,
    open: BigInt(row.open_minor),
    version: row.version,
    ...(row.payment_reference && { paymentReference: row.payment_reference }),
    ...(row.due_day && { dueDay: row.due_day as BankingDay }),
  };
}

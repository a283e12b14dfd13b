/**
 * Receipts that found nothing are tried again when an open item appears that could fit them: by its
 * amount, by one of its keys, or by an account of its customer. Each new item is compared once.
 *
 * No item may slip between a receipt that was tried before it was there and this comparison, made
 * before the receipt was put down as unmatched: the comparison waits for the transactions that
 * match (matching-lock.ts), and they wait for it.
 */

import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import { waitForMatching } from './matching-lock.ts';

/** Answers how many entries were put back. */
export async function requeueFittingReceipts(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query('select from open_item_to_notice limit 1');
  if (rows.length === 0) return 0;
  return inTransaction(pool, async (db) => {
    await waitForMatching(db);
    const { rowCount } = await db.query({
      name: 'requeue_fitting_receipts',
      text: REQUEUE_FITTING_RECEIPTS,
      values: [ITEMS_PER_ROUND],
    });
    return rowCount ?? 0;
  });
}

/** Three look-ups each: a fraction of a second, during which no rule decides. */
const ITEMS_PER_ROUND = 2_000;

/** `offset 0` keeps each look-up at its own index, also on a table that was never analysed. */
export const REQUEUE_FITTING_RECEIPTS = `
  with noticed as (
    delete from open_item_to_notice
    where open_item_id in (
      select open_item_id from open_item_to_notice limit $1 for update skip locked)
    returning open_item_id
  ), fresh as (
    select item.legal_entity, item.currency, item.amount_minor, item.keys, customer.ibans
    from noticed
    join open_item as item using (open_item_id)
    join legal_entity on legal_entity.code = item.legal_entity
    left join customer
      on customer.connection = legal_entity.ledger and customer.number = item.customer
    where item.status in ('open', 'partly')
  ), fitting as (
    select receipt.bank_entry_id
    from fresh cross join lateral (
      select bank_entry_id, legal_entity, currency from bank_entry
      where amount_minor - claimed_minor = fresh.amount_minor
        and booked and match_status in ('open', 'partly')
      offset 0) as receipt
    where receipt.legal_entity = fresh.legal_entity and receipt.currency = fresh.currency
    union
    select receipt.bank_entry_id
    from fresh cross join lateral (
      select bank_entry_id, legal_entity, currency from bank_entry
      where search_keys && fresh.keys and booked and match_status in ('open', 'partly')
      offset 0) as receipt
    where receipt.legal_entity = fresh.legal_entity and receipt.currency = fresh.currency
    union
    select receipt.bank_entry_id
    from fresh cross join lateral (
      select bank_entry_id, legal_entity, currency from bank_entry
      where counterparty_account = any (fresh.ibans)
        and booked and match_status in ('open', 'partly')
      offset 0) as receipt
    where receipt.legal_entity = fresh.legal_entity and receipt.currency = fresh.currency
  )
  update bank_entry set match_status = 'new'
  from fitting
  where bank_entry.bank_entry_id = fitting.bank_entry_id and bank_entry.direction = 'credit'
`;

/**
 * The other way round: which unmatched receipts may pay these items. Candidates are those that name
 * one of them, come from an account of their customer, or have exactly the amount; the same rules
 * decide about each. Only reads.
 */

import type { Queryable } from '@kontor/postgres';
import type { MatchingRules } from '../ports.ts';
import { suggestionsForEntries, type EntrySuggestion } from './suggestions-for-entry.ts';

export async function suggestionsForItems(
  db: Queryable,
  rules: MatchingRules,
  {
    openItemIds,
    permitted,
  }: { readonly openItemIds: readonly string[]; readonly permitted: ReadonlySet<string> },
): Promise<readonly EntrySuggestion[]> {
  const { rows } = await db.query<{ bank_entry_id: string }>({
    name: 'receipts_for_items',
    text: RECEIPTS_FOR_ITEMS,
    values: [openItemIds, [...permitted], CANDIDATES_MAX],
  });
  const wanted = new Set(openItemIds);
  const bankEntryIds = rows.map((row) => row.bank_entry_id);
  const suggestions = await suggestionsForEntries(db, rules, { bankEntryIds, permitted });
  const found = suggestions.filter(({ allocations }) =>
    allocations.some(({ openItemId }) => wanted.has(openItemId)),
  );
  return found
    .toSorted(
      (left, right) =>
        Number(left.refusal !== undefined) - Number(right.refusal !== undefined) ||
        right.confidence - left.confidence,
    )
    .slice(0, SUGGESTIONS_MAX);
}

/** Each is judged by all rules: a few milliseconds each. */
const CANDIDATES_MAX = 12;
const SUGGESTIONS_MAX = 10;

/** `offset 0` keeps each look-up at its own index, also on a table that was never analysed. */
export const RECEIPTS_FOR_ITEMS = `
  with wanted as (
    select item.legal_entity, item.currency, item.amount_minor - item.claimed_minor as open_minor,
      item.keys, customer.ibans
    from open_item as item
    join legal_entity on legal_entity.code = item.legal_entity
    left join customer
      on customer.connection = legal_entity.ledger and customer.number = item.customer
    where item.open_item_id = any ($1) and item.legal_entity = any ($2)
      and item.status in ('open', 'partly')
  ), whole as (
    select legal_entity, currency, sum(open_minor) as open_minor
    from wanted group by legal_entity, currency
    union
    select legal_entity, currency, open_minor from wanted
  ), fitting as (
    select receipt.bank_entry_id, receipt.booking_day
    from wanted cross join lateral (
      select bank_entry_id, booking_day, legal_entity, currency from bank_entry
      where search_keys && wanted.keys and booked and match_status in ('open', 'partly')
      offset 0) as receipt
    where receipt.legal_entity = wanted.legal_entity and receipt.currency = wanted.currency
    union
    select receipt.bank_entry_id, receipt.booking_day
    from wanted cross join lateral (
      select bank_entry_id, booking_day, legal_entity, currency from bank_entry
      where counterparty_account = any (wanted.ibans)
        and booked and match_status in ('open', 'partly')
      offset 0) as receipt
    where receipt.legal_entity = wanted.legal_entity and receipt.currency = wanted.currency
    union
    select receipt.bank_entry_id, receipt.booking_day
    from whole cross join lateral (
      select bank_entry_id, booking_day, legal_entity, currency from bank_entry
      where amount_minor - claimed_minor = whole.open_minor
        and booked and match_status in ('open', 'partly')
      offset 0) as receipt
    where receipt.legal_entity = whole.legal_entity and receipt.currency = whole.currency
  )
  select bank_entry_id from fitting order by booking_day desc, bank_entry_id desc limit $3
`;

/**
 * The receipt that a debit takes back: of the same account and amount, not returned yet, and with
 * the same EndToEndId or bank reference; else the only one from the same counterparty account.
 * Undefined when there is none, or more than one.
 */

import type { Queryable } from '@kontor/postgres';
import type { BankEntry } from './bank-entry.ts';

export async function findReturnedReceipt(
  db: Queryable,
  debit: BankEntry,
): Promise<string | undefined> {
  const references = [
    debit.servicerReference,
    ...debit.entry.details.flatMap(({ servicerReference, transactionId, instructionId }) => [
      servicerReference,
      transactionId,
      instructionId,
    ]),
  ];
  const { rows } = await db.query<CandidateRow>({
    name: 'find_returned_receipt',
    text: FIND_RETURNED_RECEIPT,
    values: [
      debit.account,
      debit.amount.toString(),
      debit.bookingDay,
      debit.endToEndId,
      references.filter((reference) => reference !== undefined && reference !== null),
      debit.counterpartyAccount,
      RETURN_DAYS_MAX,
    ],
  });
  const named = rows.filter(({ is_named: isNamed }) => isNamed);
  const candidates = named.length > 0 ? named : rows;
  return candidates.length === 1 ? candidates[0]?.bank_entry_id : undefined;
}

/** Unauthorised SEPA direct debits come back for 13 months; nothing comes back later. */
const RETURN_DAYS_MAX = 400;

const FIND_RETURNED_RECEIPT = `
  with candidate as (
    select bank_entry_id,
      coalesce(end_to_end_id = $4, false) or coalesce(servicer_reference = any ($5), false)
        as is_named,
      counterparty_account
    from bank_entry
    where account = $1 and booked and direction = 'credit' and amount_minor = $2
      and booking_day between $3::date - $7::integer and $3
      and match_status in ('new', 'open', 'partly', 'matched')
  )
  select bank_entry_id, is_named
  from candidate
  where is_named or counterparty_account = $6
  limit 3
`;

type CandidateRow = { readonly bank_entry_id: string; readonly is_named: boolean };

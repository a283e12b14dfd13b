/**
 * Moves the entries of a judged statement to their place. Booked ones become visible and are handed
 * to matching; those of waiting statements and of reports are there, and count for nothing yet.
 */

import { assert } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

type JudgedStatement = { readonly bankStatementId: string; readonly isBooked: boolean };

export async function keepEntries(
  db: Queryable,
  { bankStatementId, isBooked }: JudgedStatement,
): Promise<void> {
  const { rowCount } = await db.query({
    name: 'keep_entries',
    text: KEEP_ENTRIES,
    values: [bankStatementId, isBooked],
  });
  const { rows } = await db.query<{ entry_count: number }>({
    name: 'expected_entries',
    text: 'select entry_count from bank_statement where bank_statement_id = $1',
    values: [bankStatementId],
  });
  // Staged rows do not survive a crash of the database; an import that goes on must notice.
  assert(rowCount === rows[0]?.entry_count, `every entry of ${bankStatementId} is kept`);
}

/** Pending and future entries did not move the balance: they are never booked. */
const KEEP_ENTRIES = `
  insert into bank_entry (bank_statement_id, account, legal_entity, bank_entry_id, position,
    entry_status, booked, match_status, direction, reversal, amount_minor, currency, booking_day,
    value_day, end_to_end_id, servicer_reference, counterparty_name, counterparty_account,
    entry)
  select statement.bank_statement_id, statement.account, statement.legal_entity, bank_entry_id,
    position, entry_status, $2 and entry_status = 'booked',
    case when $2 and entry_status = 'booked' then 'new' else 'none' end, direction, reversal,
    amount_minor, row.currency, booking_day, value_day, end_to_end_id, servicer_reference,
    counterparty_name, counterparty_account, entry::jsonb
  from bank_statement as statement
  join staged_entries as staged using (bank_statement_id),
    json_to_recordset(staged.entries::json) as row (
      bank_entry_id text, position integer, entry_status text, direction text, reversal boolean,
      amount_minor numeric, currency text, booking_day date, value_day date, end_to_end_id text,
      servicer_reference text, counterparty_name text, counterparty_account text,
      entry text)
  where statement.bank_statement_id = $1
`;

/** A booked entry as matching works with it. */

import type { StatementEntry } from '@kontor/canon';
import { currency, type CurrencyCode } from '@kontor/kernel';

export type BankEntry = {
  readonly bankEntryId: string;
  readonly account: string;
  readonly legalEntity: string;
  readonly direction: StatementEntry['direction'];
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  readonly claimed: bigint;
  readonly bookingDay: string;
  readonly valueDay: string | null;
  readonly endToEndId: string | null;
  readonly servicerReference: string | null;
  readonly counterpartyAccount: string | null;
  readonly entry: StatementEntry;
  readonly matchStatus: string;
  readonly version: number;
};

/** For the `select` of every statement that reads entries for matching. */
export const BANK_ENTRY_COLUMNS = `
  bank_entry_id, account, legal_entity, direction, currency, amount_minor, claimed_minor,
  booking_day, value_day, end_to_end_id, servicer_reference, counterparty_account, entry,
  match_status, version
`;

export type BankEntryRow = {
  readonly bank_entry_id: string;
  readonly account: string;
  readonly legal_entity: string;
  readonly direction: StatementEntry['direction'];
  readonly currency: string;
  readonly amount_minor: string;
  readonly claimed_minor: string;
  readonly booking_day: string;
  readonly value_day: string | null;
  readonly end_to_end_id: string | null;
  readonly servicer_reference: string | null;
  readonly counterparty_account: string | null;
  readonly entry: StatementEntry;
  readonly match_status: string;
  readonly version: number;
};

export function fromBankEntryRow(row: BankEntryRow): BankEntry {
  return {
    bankEntryId: row.bank_entry_id,
    account: row.account,
    legalEntity: row.legal_entity,
    direction: row.direction,
    currency: currency(row.currency),
    amount: BigInt(row.amount_minor),
    claimed: BigInt(row.claimed_minor),
    bookingDay: row.booking_day,
    valueDay: row.value_day,
    endToEndId: row.end_to_end_id,
    servicerReference: row.servicer_reference,
    counterpartyAccount: row.counterparty_account,
    entry: row.entry,
    matchStatus: row.match_status,
    version: row.version,
  };
}

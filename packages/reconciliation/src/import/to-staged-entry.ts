/** A canonical entry as a row: what is searched and summed in columns, the rest as it was read. */

import type { StatementEntry } from '@kontor/canon';
import {
  fromDecimal,
  parseBankingDay,
  parseCurrency,
  present,
  type BankingDay,
  type BankEntryId,
} from '@kontor/kernel';

/** Named as the columns of bank_entry. */
export type StagedEntry = {
  readonly bank_entry_id: string;
  readonly position: number;
  readonly entry_status: StatementEntry['status'];
  readonly direction: StatementEntry['direction'];
  readonly reversal: boolean;
  readonly amount_minor: string;
  readonly currency: string;
  readonly booking_day: BankingDay;
  readonly value_day?: string;
  readonly end_to_end_id?: string;
  readonly servicer_reference?: string;
  readonly counterparty_name?: string;
  readonly counterparty_account?: string;
  /** JSON */
  readonly entry: string;
};

export function toStagedEntry(
  entry: StatementEntry,
  id: BankEntryId,
  fallbackDay: BankingDay,
): StagedEntry {
  const currency = present(parseCurrency(entry.currency), 'readers give currencies of ISO 4217');
  const amount = present(fromDecimal(entry.amount, currency), 'readers give exact amounts');
  // A batch has many counterparties: none of them is the entry's.
  const detail = entry.details.length === 1 ? entry.details[0] : undefined;
  const bookingDay = parseBankingDay(entry.bookingDay ?? entry.valueDay ?? '');
  return {
    bank_entry_id: id,
    position: entry.position,
    entry_status: entry.status,
    direction: entry.direction,
    reversal: entry.reversal,
    amount_minor: amount.minor.toString(),
    currency,
    booking_day: bookingDay ?? fallbackDay,
    ...(entry.valueDay && { value_day: entry.valueDay }),
    ...(detail?.endToEndId && { end_to_end_id: detail.endToEndId }),
    ...referenceOf(entry.servicerReference ?? detail?.servicerReference),
    ...(detail?.counterparty?.name && { counterparty_name: detail.counterparty.name }),
    ...(detail?.counterparty?.account && { counterparty_account: detail.counterparty.account }),
    entry: JSON.stringify(entry),
  };
}

function referenceOf(reference: string | undefined) {
  return reference === undefined ? {} : { servicer_reference: reference };
}

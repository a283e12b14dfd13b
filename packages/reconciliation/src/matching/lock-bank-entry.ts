import type { Queryable } from '@kontor/postgres';
import {
  BANK_ENTRY_COLUMNS,
  fromBankEntryRow,
  type BankEntry,
  type BankEntryRow,
} from './bank-entry.ts';

/**
 * Holds a booked entry until the transaction ends. Always before its items: nobody waits in
 * circles.
 */
export async function lockBankEntry(
  db: Queryable,
  bankEntryId: string,
): Promise<BankEntry | undefined> {
  const { rows } = await db.query<BankEntryRow>({
    name: 'lock_bank_entry',
    text: LOCK_BANK_ENTRY,
    values: [bankEntryId],
  });
  return rows[0] && fromBankEntryRow(rows[0]);
}

const LOCK_BANK_ENTRY = `
  select ${BANK_ENTRY_COLUMNS} from bank_entry where bank_entry_id = $1 and booked for update
`;

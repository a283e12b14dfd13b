/**
 * Shows the entries of a linked statement to the world, hands them to matching, and tells of it.
 */

import { currency, money, present, toDecimal } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { writeEvent } from '../record/write-event.ts';
import { keepEntries } from './keep-entries.ts';
import type { Office } from './import-bank-file.ts';
import type { ReadFile } from './settle-import.ts';

export async function bookStatement(
  db: Queryable,
  { ids }: Office,
  file: ReadFile,
  bankStatementId: string,
): Promise<void> {
  const { rows: owners } = await db.query<{ bank_file_id: string }>({
    name: 'file_of_statement',
    text: 'select bank_file_id from bank_statement where bank_statement_id = $1',
    values: [bankStatementId],
  });
  if (owners[0]?.bank_file_id === file.bankFileId) {
    await keepEntries(db, { bankStatementId, isBooked: true });
  } else {
    await db.query({ name: 'book_entries', text: BOOK_ENTRIES, values: [bankStatementId] });
  }
  const { rows } = await db.query<BookedRow>({
    name: 'read_booked_statement',
    text: READ_BOOKED_STATEMENT,
    values: [bankStatementId],
  });
  const row = present(rows[0], 'a linked statement exists');
  const closing = money(BigInt(row.closing_minor), currency(row.currency));
  await writeEvent(db, ids, {
    type: 'kontor.statement.booked.v1',
    subject: bankStatementId,
    legalEntity: row.legal_entity,
    partitionKey: row.account,
    correlationId: file.correlationId,
    data: {
      bankStatement: bankStatementId,
      bankFile: row.bank_file_id,
      legalEntity: row.legal_entity,
      account: row.account,
      toDay: row.to_day,
      entries: row.entry_count,
      closing: { amount: toDecimal(closing), currency: row.currency },
    },
  });
  await writeAuditEntry(db, {
    actor: file.applicationId,
    action: 'bank_statement.booked',
    subject: { kind: 'bank-statement', id: bankStatementId },
    legalEntity: row.legal_entity,
    detail: { account: row.account, day: row.to_day, entries: row.entry_count },
    correlationId: file.correlationId,
  });
}

/** Of a statement that waited: its entries are there already. */
const BOOK_ENTRIES = `
  update bank_entry set booked = true, match_status = 'new'
  where bank_statement_id = $1 and entry_status = 'booked'
`;

const READ_BOOKED_STATEMENT = `
  select bank_file_id, account, legal_entity, currency, to_day, closing_minor, entry_count
  from bank_statement
  where bank_statement_id = $1
`;

type BookedRow = {
  readonly bank_file_id: string;
  readonly account: string;
  readonly legal_entity: string;
  readonly currency: string;
  readonly to_day: string;
  readonly closing_minor: string;
  readonly entry_count: number;
};

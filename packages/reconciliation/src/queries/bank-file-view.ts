/** A bank file as the API shows it. */

import type { BankFile } from '@kontor/contracts';
import type { Defect, Instant } from '@kontor/kernel';
import type { ImportedFile } from '../import/import-bank-file.ts';

/** With `bank_file` as `file` in scope. Files that are still being received are not shown. */
export const BANK_FILE_COLUMNS = `
  file.bank_file_id, file.status, file.format, file.size_bytes, file.content_hash,
  file.received_at, file.legal_entities, file.reasons,
  (select count(*) from bank_statement where bank_file_id = file.bank_file_id)::integer
    as statements,
  (select coalesce(sum(entry_count), 0) from bank_statement
   where bank_file_id = file.bank_file_id)::integer as entries
`;

export type BankFileRow = {
  readonly bank_file_id: string;
  readonly status: ImportedFile['status'];
  readonly format: string | null;
  readonly size_bytes: string;
  readonly content_hash: string;
  readonly received_at: Instant;
  readonly legal_entities: readonly string[];
  readonly reasons: readonly Defect[];
  readonly statements: number;
  readonly entries: number;
};

export function fromBankFileRow(row: BankFileRow): BankFile {
  return {
    id: row.bank_file_id,
    status: STATUS[row.status],
    ...(row.format !== null && { format: row.format }),
    bytes: Number.parseInt(row.size_bytes, 10),
    sha256: row.content_hash,
    receivedAt: row.received_at,
    statements: row.statements,
    entries: row.entries,
    legalEntities: [...row.legal_entities],
    reasons: [...row.reasons],
  };
}

/**
 * Reports and notifications have nothing to book, and a file that repeats others had it booked
 * already: of both, all that can be booked is.
 */
const STATUS = {
  booked: 'booked',
  duplicate: 'booked',
  information: 'booked',
  waiting: 'waiting',
  quarantined: 'quarantined',
} as const;

/** The stored statuses that are shown as one. */
export const STORED_STATUSES: Readonly<Record<BankFile['status'], readonly string[]>> = {
  received: [],
  booked: ['booked', 'duplicate', 'information'],
  waiting: ['waiting'],
  quarantined: ['quarantined'],
};

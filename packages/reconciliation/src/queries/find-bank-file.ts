import type { BankFile } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { BANK_FILE_COLUMNS, fromBankFileRow, type BankFileRow } from './bank-file-view.ts';

/** Undefined when it is not there, or names none of the permitted legal entities. */
export async function findBankFile(
  db: Queryable,
  { id, permitted }: { readonly id: string; readonly permitted: ReadonlySet<string> },
): Promise<BankFile | undefined> {
  const { rows } = await db.query<BankFileRow>({
    name: 'find_bank_file',
    text: FIND_BANK_FILE,
    values: [id, [...permitted]],
  });
  return rows[0] && fromBankFileRow(rows[0]);
}

const FIND_BANK_FILE = `
  select ${BANK_FILE_COLUMNS}
  from bank_file as file
  where bank_file_id = $1 and legal_entities && $2 and status <> 'receiving'
`;

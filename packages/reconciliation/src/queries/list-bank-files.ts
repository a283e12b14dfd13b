/** Newest first. */

import type { BankFile, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import {
  BANK_FILE_COLUMNS,
  fromBankFileRow,
  STORED_STATUSES,
  type BankFileRow,
} from './bank-file-view.ts';
import { placeAfter, toPage } from './page.ts';

export type BankFileFilters = {
  readonly status?: BankFile['status'];
  readonly legalEntity?: string;
  /** Received from then (included) until then (excluded). */
  readonly from?: string;
  readonly to?: string;
};

export async function listBankFiles(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: BankFileFilters,
  page: PageRequest,
): Promise<Page<BankFile>> {
  const { rows } = await db.query<BankFileRow & { readonly place: string }>({
    name: 'list_bank_files',
    text: LIST_BANK_FILES,
    values: [
      [...permitted],
      filters.status && STORED_STATUSES[filters.status],
      filters.legalEntity,
      filters.from,
      filters.to,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromBankFileRow);
}

const LIST_BANK_FILES = `
  select jsonb_build_array(received_at::text, bank_file_id)::text as place, ${BANK_FILE_COLUMNS}
  from bank_file as file
  where legal_entities && $1
    and status <> 'receiving'
    and ($2::text[] is null or status = any ($2))
    and ($3::text is null or $3 = any (legal_entities))
    and ($4::timestamptz is null or received_at >= $4)
    and ($5::timestamptz is null or received_at < $5)
    and ($6::timestamptz is null or (received_at, bank_file_id) < ($6, $7))
  order by received_at desc, bank_file_id desc
  limit $8
`;

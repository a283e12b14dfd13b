/** What a person is shown beside an unmatched receipt: the suggestions as of now. Only reads. */

import type { Queryable } from '@kontor/postgres';
import type { MatchingRules } from '../ports.ts';
import { BANK_ENTRY_COLUMNS, fromBankEntryRow, type BankEntryRow } from './bank-entry.ts';
import { readDirectory } from './read-directory.ts';
import { readOpenAmounts } from './read-open-amounts.ts';
import { readPolicy } from './read-policy.ts';
import { receiptsOfEntry } from './receipts-of-entry.ts';
import { suggestMatches } from './suggest-matches.ts';
import type { Suggestion } from './types.ts';

export async function suggestionsForEntry(
  db: Queryable,
  rules: MatchingRules,
  {
    bankEntryId,
    permitted,
  }: { readonly bankEntryId: string; readonly permitted: ReadonlySet<string> },
): Promise<readonly Suggestion[]> {
  const { rows } = await db.query<BankEntryRow>({
    name: 'read_bank_entry',
    text: `select ${BANK_ENTRY_COLUMNS} from bank_entry where bank_entry_id = $1 and booked
      and legal_entity = any($2) and direction = 'credit'`,
    values: [bankEntryId, [...permitted]],
  });
  if (!rows[0]) return [];
  const entry = fromBankEntryRow(rows[0]);
  const policy = await readPolicy(db, rules, entry);
  const directory = await readDirectory(db, entry);
  const suggestions: Suggestion[] = [];
  for (const { receipt } of receiptsOfEntry(entry).slice(0, PARTS_MAX)) {
    const items = await readOpenAmounts(db, entry.legalEntity, receipt, directory);
    suggestions.push(...suggestMatches(receipt, items, policy));
  }
  return suggestions.slice(0, SUGGESTIONS_MAX);
}

/** What fits on a screen. */
const SUGGESTIONS_MAX = 10;
const PARTS_MAX = 10;

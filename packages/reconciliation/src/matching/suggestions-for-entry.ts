/**
 * What a person is shown beside an unmatched receipt: the suggestions as of now, and what somebody
 * refused of them. Only reads.
 */

import type { Queryable } from '@kontor/postgres';
import type { MatchingRules } from '../ports.ts';
import {
  BANK_ENTRY_COLUMNS,
  fromBankEntryRow,
  type BankEntry,
  type BankEntryRow,
} from './bank-entry.ts';
import { readDirectory, type Directory } from './read-directory.ts';
import { readOpenAmounts } from './read-open-amounts.ts';
import { readRefusals, type Refusal, type Refusals } from './read-refusals.ts';
import { readPolicy } from './read-policy.ts';
import { receiptsOfEntry } from './receipts-of-entry.ts';
import { suggestMatches } from './suggest-matches.ts';
import type { Suggestion } from './types.ts';

type Scope = { readonly bankEntryId: string; readonly permitted: ReadonlySet<string> };

export async function suggestionsForEntry(
  db: Queryable,
  rules: MatchingRules,
  { bankEntryId, permitted }: Scope,
): Promise<readonly Suggested[]> {
  const found = await suggestionsForEntries(db, rules, { bankEntryIds: [bankEntryId], permitted });
  return found.map(({ bankEntryId: _same, ...suggestion }) => suggestion);
}

/** What was refused comes last, whatever its confidence. */
export type Suggested = Suggestion & { readonly refusal?: Refusal };
export type EntrySuggestion = Suggested & { readonly bankEntryId: string };

/** The same for several, with the customers of each legal entity and currency read once. */
export async function suggestionsForEntries(
  db: Queryable,
  rules: MatchingRules,
  scope: { readonly bankEntryIds: readonly string[]; readonly permitted: ReadonlySet<string> },
): Promise<readonly EntrySuggestion[]> {
  const { rows } = await db.query<BankEntryRow>({
    name: 'read_bank_entries',
    text: READ_BANK_ENTRIES,
    values: [scope.bankEntryIds, [...scope.permitted]],
  });
  const entries = new Map(rows.map((row) => [row.bank_entry_id, fromBankEntryRow(row)]));
  const refusals = await readRefusals(db, [...entries.keys()]);
  const directories = new Map<string, Directory>();
  const found: EntrySuggestion[] = [];
  for (const bankEntryId of scope.bankEntryIds) {
    const entry = entries.get(bankEntryId);
    if (!entry) continue;
    const place = `${entry.legalEntity} ${entry.currency}`;
    const directory = directories.get(place) ?? (await readDirectory(db, entry));
    directories.set(place, directory);
    const suggestions = await suggestFor(db, rules, { entry, directory, refusals });
    found.push(...suggestions.map((suggestion) => ({ ...suggestion, bankEntryId })));
  }
  return found;
}

async function suggestFor(
  db: Queryable,
  rules: MatchingRules,
  { entry, directory, refusals }: Question,
): Promise<readonly Suggested[]> {
  const policy = await readPolicy(db, rules, entry);
  const suggestions: Suggestion[] = [];
  for (const { receipt } of receiptsOfEntry(entry).slice(0, PARTS_MAX)) {
    const items = await readOpenAmounts(db, entry.legalEntity, receipt, directory);
    suggestions.push(...suggestMatches(receipt, items, policy));
  }
  const judged = suggestions.map((suggestion): Suggested => {
    const refusal = refusals.of(entry.bankEntryId, suggestion);
    return refusal ? { ...suggestion, refusal } : suggestion;
  });
  const [refused = [], offered = []] = [true, false].map((isRefused) =>
    judged.filter(({ refusal }) => (refusal !== undefined) === isRefused),
  );
  return [...offered.slice(0, SUGGESTIONS_MAX), ...refused.slice(0, SUGGESTIONS_MAX)];
}

type Question = {
  readonly entry: BankEntry;
  readonly directory: Directory;
  readonly refusals: Refusals;
};

const READ_BANK_ENTRIES = `
  select ${BANK_ENTRY_COLUMNS} from bank_entry
  where bank_entry_id = any ($1) and booked and legal_entity = any ($2) and direction = 'credit'
`;

/** What fits on a screen. */
const SUGGESTIONS_MAX = 10;
const PARTS_MAX = 10;

/**
 * What matches would do, before they happen: the payments that would be posted, what would be left,
 * and whether a second person is asked. Reads what is there now, locks nothing, writes nothing.
 */

import type { CustomerPayment } from '@kontor/canon';
import type { MatchId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { approvalFor, type Approval } from './approval-for.ts';
import {
  BANK_ENTRY_COLUMNS,
  fromBankEntryRow,
  type BankEntry,
  type BankEntryRow,
} from './bank-entry.ts';
import {
  fromLockedItemRow,
  ITEM_COLUMNS,
  type LockedItem,
  type LockedItemRow,
} from './lock-open-items.ts';
import type { MatchesRefusal } from './make-matches.ts';
import { entryAfter, itemAfter, planMatch, type MatchRequest } from './plan-match.ts';
import { paymentOf } from './payment-of.ts';

export type MatchPreview = {
  readonly payment: CustomerPayment;
  /** Of the entry, when all matches up to this one are made; minor units. */
  readonly leftOfEntry: bigint;
  readonly items: readonly {
    readonly openItemId: string;
    readonly number: string;
    readonly openBefore: bigint;
    readonly openAfter: bigint;
  }[];
  readonly approval?: Approval;
};

export type PreviewOutcome =
  { readonly kind: 'previewed'; readonly previews: readonly MatchPreview[] } | MatchesRefusal;

export async function previewMatches(
  db: Queryable,
  {
    matches,
    permitted,
  }: { readonly matches: readonly MatchRequest[]; readonly permitted: ReadonlySet<string> },
): Promise<PreviewOutcome> {
  const { entries, items } = await readBooks(db, matches, permitted);
  const previews: MatchPreview[] = [];
  for (const [index, match] of matches.entries()) {
    const entry = entries.get(match.bankEntryId);
    const named = match.allocations.flatMap(({ openItemId }) => items.get(openItemId) ?? []);
    if (!entry || named.length < match.allocations.length) return { kind: 'absent', index };
    const plan = planMatch(match, entry, [...new Set(named)]);
    if (plan.kind !== 'planned') return { ...plan, index };
    const { spending } = plan;
    const { differences } = match;
    const approval = await approvalFor(db, { entry, spending, differences });
    const after = entryAfter(entry, spending);
    previews.push({
      payment: await paymentOf(db, NO_MATCH, { entry, items: named, spending, differences }),
      leftOfEntry: after.amount - after.claimed,
      items: named.map((item) => ({
        openItemId: item.openItemId,
        number: item.number,
        openBefore: item.open,
        openAfter: itemAfter(item, spending).open,
      })),
      ...(approval && { approval }),
    });
    entries.set(entry.bankEntryId, after);
    for (const item of named) items.set(item.openItemId, itemAfter(item, spending));
  }
  return { kind: 'previewed', previews };
}

async function readBooks(
  db: Queryable,
  matches: readonly MatchRequest[],
  permitted: ReadonlySet<string>,
) {
  const entryIds = matches.map(({ bankEntryId }) => bankEntryId);
  const itemIds = matches.flatMap(({ allocations }) => allocations.map((each) => each.openItemId));
  const entries = await db.query<BankEntryRow>({
    name: 'read_bank_entries_to_preview',
    text: `select ${BANK_ENTRY_COLUMNS} from bank_entry
      where bank_entry_id = any ($1) and booked and legal_entity = any ($2)`,
    values: [entryIds, [...permitted]],
  });
  const items = await db.query<LockedItemRow>({
    name: 'read_items_to_preview',
    text: `select ${ITEM_COLUMNS} from open_item
      where open_item_id = any ($1) and legal_entity = any ($2)`,
    values: [itemIds, [...permitted]],
  });
  return {
    entries: new Map<string, BankEntry>(
      entries.rows.map((row) => [row.bank_entry_id, fromBankEntryRow(row)]),
    ),
    items: new Map<string, LockedItem>(
      items.rows.map((row) => [row.open_item_id, fromLockedItemRow(row)]),
    ),
  };
}

/** Stands where the id of the match will. */
const NO_MATCH = 'mat_00000000000000000000000000' as MatchId;

/**
 * A person matches: one entry with one or several items of a customer, whole or in part, with what
 * is written off and what stays on account; or several such matches at once, all or none of them.
 * The person decided upon what they saw: when an entry changed since, nothing happens.
 *
 * Runs inside the caller's transaction, which is rolled back when this refuses. Entries and items
 * are locked and looked at before anything is written, so that a refusal is an outcome and not a
 * broken transaction.
 */

import type { Defect, MatchId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { MatchingOffice } from '../ports.ts';
import { resolveExceptionOfEntry } from '../record/resolve-exception-of-entry.ts';
import { approvalFor } from './approval-for.ts';
import type { BankEntry } from './bank-entry.ts';
import { lockBankEntry } from './lock-bank-entry.ts';
import { lockOpenItems } from './lock-open-items.ts';
import { entryAfter, itemAfter, planMatch, type MatchRequest } from './plan-match.ts';
import { readQuicker, type Quicker } from './read-quicker.ts';
import { recordMatch } from './record-match.ts';

export type NewMatches = {
  readonly matches: readonly MatchRequest[];
  readonly by: string;
  readonly correlationId: string;
  /** The legal entities that the person may act for. */
  readonly permitted: ReadonlySet<string>;
};

export type MakeMatchesOutcome =
  { readonly kind: 'made'; readonly matchIds: readonly MatchId[] } | MatchesRefusal;

/** `index` is the place of the match that cannot be. */
export type MatchesRefusal =
  /** The entry or an item is not there, or not theirs. */
  | { readonly kind: 'absent'; readonly index: number }
  | {
      readonly kind: 'stale' | 'already_claimed';
      readonly index: number;
      readonly quicker?: Quicker;
    }
  | {
      readonly kind: 'unacceptable';
      readonly index: number;
      readonly defects: readonly Defect[];
    };

export async function makeMatches(
  db: Queryable,
  office: MatchingOffice,
  { matches, by, correlationId, permitted }: NewMatches,
): Promise<MakeMatchesOutcome> {
  const books = await lockBooks(db, matches, permitted);
  const seen = new Set<string>();
  const matchIds: MatchId[] = [];
  for (const [index, match] of matches.entries()) {
    const entry = books.entries.get(match.bankEntryId);
    const items = match.allocations.flatMap(({ openItemId }) => books.items.get(openItemId) ?? []);
    if (!entry || items.length < match.allocations.length) return { kind: 'absent', index };
    const isFirst = !seen.has(entry.bankEntryId);
    if (isFirst && entry.version !== match.version) {
      return { kind: 'stale', index, ...(await quickerAt(db, match)) };
    }
    seen.add(entry.bankEntryId);
    const named = [...new Set(items)];
    const plan = planMatch(match, entry, named);
    if (plan.kind === 'unacceptable') return { ...plan, index };
    if (plan.kind === 'already_claimed') {
      return { ...plan, index, ...(await quickerAt(db, match)) };
    }
    const { spending } = plan;
    const approval = await approvalFor(db, { entry, spending, differences: match.differences });
    const recorded = await recordMatch(db, office, {
      entry,
      items: named,
      spending,
      differences: match.differences,
      detail: undefined,
      rule: 'person',
      explanation: `Matched by ${by}.`,
      confidence: 100,
      by,
      reason: match.differences[0]?.reason,
      correlationId,
      approval,
    });
    matchIds.push(recorded.matchId);
    books.entries.set(entry.bankEntryId, entryAfter(entry, spending));
    for (const item of named) books.items.set(item.openItemId, itemAfter(item, spending));
  }
  await closeQuestions(db, office, books, { by, correlationId, matchIds });
  return { kind: 'made', matchIds };
}

/** All entries, then all items, each in the order of their ids: nobody waits in circles. */
async function lockBooks(
  db: Queryable,
  matches: readonly MatchRequest[],
  permitted: ReadonlySet<string>,
) {
  const entryIds = [...new Set(matches.map(({ bankEntryId }) => bankEntryId))].sort();
  const entries = new Map<string, BankEntry>();
  for (const id of entryIds) {
    const entry = await lockBankEntry(db, id);
    if (entry && permitted.has(entry.legalEntity)) entries.set(id, entry);
  }
  const itemIds = matches.flatMap(({ allocations }) => allocations.map((each) => each.openItemId));
  const locked = await lockOpenItems(db, [...new Set(itemIds)]);
  const theirs = locked.filter(({ legalEntity }) => permitted.has(legalEntity));
  return { entries, items: new Map(theirs.map((item) => [item.openItemId, item])) };
}

type Books = Awaited<ReturnType<typeof lockBooks>>;

async function quickerAt(db: Queryable, { bankEntryId, allocations }: MatchRequest) {
  const openItemIds = allocations.map(({ openItemId }) => openItemId);
  const quicker = await readQuicker(db, { bankEntryId, openItemIds });
  return quicker && { quicker };
}

/** What was asked about an entry is answered when nothing of it is left. */
async function closeQuestions(
  db: Queryable,
  office: MatchingOffice,
  { entries }: Books,
  made: {
    readonly by: string;
    readonly correlationId: string;
    readonly matchIds: readonly MatchId[];
  },
): Promise<void> {
  for (const entry of entries.values()) {
    if (entry.claimed < entry.amount) continue;
    await resolveExceptionOfEntry(db, office.ids, {
      bankEntryId: entry.bankEntryId,
      action: 'confirm-done',
      by: made.by,
      reason: `Matched as ${made.matchIds.join(', ')}.`.slice(0, 500),
      correlationId: made.correlationId,
    });
  }
}

/**
 * One booked credit: the rules are asked, and either the match is recorded or a person is. When
 * somebody claims an item between reading and locking it, the rules are asked again.
 */

import { money, type MatchId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { MatchingOffice } from '../ports.ts';
import { openException } from '../record/open-exception.ts';
import { resolveExceptionOfEntry } from '../record/resolve-exception-of-entry.ts';
import type { BankEntry } from './bank-entry.ts';
import { decideMatch, type MatchDecision } from './decide-match.ts';
import { keysOfReceipt } from './keys-of-receipt.ts';
import { lockOpenItems } from './lock-open-items.ts';
import { readMatchesBefore } from './read-matches-before.ts';
import type { Directory } from './read-directory.ts';
import { readOpenAmounts } from './read-open-amounts.ts';
import { readRefusals, type Refusals } from './read-refusals.ts';
import { readPolicy } from './read-policy.ts';
import { receiptsOfEntry, type EntryReceipt } from './receipts-of-entry.ts';
import { recordMatch, type MatchDifference } from './record-match.ts';
import { suggestMatches } from './suggest-matches.ts';
import { textOf } from './sentences.ts';
import { setMatchStatus } from './set-match-status.ts';
import type { MatchingPolicy, OpenAmount, Suggestion } from './types.ts';

export type ReceiptOutcome = 'matched' | 'asked';

export async function matchReceipt(
  db: Queryable,
  office: MatchingOffice,
  { entry, directory }: { readonly entry: BankEntry; readonly directory: Directory },
): Promise<ReceiptOutcome> {
  const policy = await readPolicy(db, office.rules, entry);
  const before = await readMatchesBefore(db, entry.bankEntryId);
  const refusals = await readRefusals(db, [entry.bankEntryId]);
  const asked: Asked[] = [];
  let left = entry.amount - entry.claimed;
  for (const part of receiptsOfEntry(entry)) {
    if (part.detail !== undefined && before.matchedDetails.has(part.detail)) continue;
    const question = { entry, part, policy, directory, refusals };
    const decision = before.wasTakenBack
      ? WAS_TAKEN_BACK
      : await decideAndRecord(db, office, question);
    if (decision.kind === 'ask') asked.push(decision);
    else left -= decision.suggestion.uses;
  }
  if (left === 0n) {
    await resolveExceptionOfEntry(db, office.ids, {
      bankEntryId: entry.bankEntryId,
      action: 'retry',
      by: 'engine',
      reason: 'A rule matched it.',
    });
    return 'matched';
  }
  const searchKeys = receiptsOfEntry(entry).flatMap(({ receipt }) => [...keysOfReceipt(receipt)]);
  await setMatchStatus(db, {
    bankEntryId: entry.bankEntryId,
    status: left === entry.amount ? 'open' : 'partly',
    searchKeys: searchKeys.filter((key) => key.length >= SEARCH_KEY_CHARACTERS_MIN),
  });
  await openException(db, office.ids, {
    kind: 'receipt',
    code: asked[0]?.code ?? 'receipt_partly_matched',
    text: questionOf(entry, left, asked),
    legalEntity: entry.legalEntity,
    bankEntryId: entry.bankEntryId,
    value: money(left, entry.currency),
  });
  return 'asked';
}

type Asked = Extract<MatchDecision, { kind: 'ask' }>;

type Question = {
  readonly entry: BankEntry;
  readonly part: EntryReceipt;
  readonly policy: MatchingPolicy;
  readonly directory: Directory;
  readonly refusals: Refusals;
};

async function decideAndRecord(
  db: Queryable,
  office: MatchingOffice,
  { entry, part, policy, directory, refusals }: Question,
): Promise<MatchDecision> {
  if (entry.entry.reversal) return TAKEN_BACK;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const items = await readOpenAmounts(db, entry.legalEntity, part.receipt, directory);
    const decision = decideMatch(
      suggestMatches(part.receipt, items, policy),
      policy,
      (suggestion) => refusals.of(entry.bankEntryId, suggestion) !== undefined,
    );
    if (decision.kind === 'ask') return decision;
    const matchId = await recordSuggestion(db, office, { entry, part, items, ...decision });
    if (matchId) return decision;
  }
  return SOMEBODY_WAS_QUICKER;
}

type Choice = {
  readonly entry: BankEntry;
  readonly part: EntryReceipt;
  readonly items: readonly OpenAmount[];
  readonly suggestion: Suggestion;
};

/** Undefined when an item is no longer what the rules saw. */
async function recordSuggestion(
  db: Queryable,
  office: MatchingOffice,
  { entry, part, items, suggestion }: Choice,
): Promise<MatchId | undefined> {
  const ids = suggestion.allocations.map(({ openItemId }) => openItemId);
  const locked = await lockOpenItems(db, ids);
  const seen = new Map(items.map(({ openItemId, version }) => [openItemId, version]));
  if (locked.some(({ openItemId, version }) => seen.get(openItemId) !== version)) return undefined;
  const { matchId } = await recordMatch(db, office, {
    entry,
    items: locked,
    spending: suggestion,
    differences: differencesOf(suggestion, entry),
    detail: part.detail,
    rule: suggestion.rule,
    explanation: suggestion.explanation,
    confidence: suggestion.confidence,
    by: `rule:${suggestion.rule}`,
    reason: undefined,
    correlationId: entry.bankEntryId,
  });
  return matchId;
}

function differencesOf(
  { difference, onAccount }: Suggestion,
  { currency }: BankEntry,
): readonly MatchDifference[] {
  const amount = (minor: bigint) => textOf(minor, currency).slice(0, -currency.length - 1);
  return [
    ...(difference === 0n
      ? []
      : [{ kind: 'write-off', amount: amount(difference), reason: 'tolerance' } as const]),
    ...(onAccount === 0n
      ? []
      : [{ kind: 'on-account', amount: amount(onAccount), reason: 'overpayment' } as const]),
  ];
}

function questionOf(entry: BankEntry, left: bigint, asked: readonly Asked[]): string {
  const total = textOf(entry.amount, entry.currency);
  const [first, ...others] = asked;
  if (!first) return `${textOf(left, entry.currency)} of ${total} is left: more than was owed.`;
  const more = others.length > 0 ? ` So are ${others.length} more payments of the batch.` : '';
  return `A receipt of ${total} on ${entry.bookingDay} is not matched. ${first.text}${more}`;
}

const TAKEN_BACK: Asked = {
  kind: 'ask',
  code: 'receipt_is_reversal',
  text: 'The bank says that it takes back an earlier debit: it pays no invoice.',
};

/** A rule that a person overruled would only do it again. */
const WAS_TAKEN_BACK: Asked = {
  kind: 'ask',
  code: 'receipt_was_taken_back',
  text: 'A match of it was taken back before: the rules leave it to you.',
};

const SOMEBODY_WAS_QUICKER: Asked = {
  kind: 'ask',
  code: 'receipt_contended',
  text: 'What fits was matched by others at the same time, again and again.',
};

/** Shorter keys are in every text. */
const SEARCH_KEY_CHARACTERS_MIN = 4;

/** Locks are short: whoever loses three times in a row competes with something that is wrong. */
const ATTEMPTS_MAX = 3;

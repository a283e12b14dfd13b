/**
 * A debit is none of matching's business, unless it takes back a receipt: a return, a chargeback, a
 * cancelled transfer. Then the receipt's match is taken back with everything that followed from it.
 */

import { money, unreachable } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { MatchingOffice } from '../ports.ts';
import { openException } from '../record/open-exception.ts';
import { resolveExceptionOfEntry } from '../record/resolve-exception-of-entry.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import type { BankEntry } from './bank-entry.ts';
import { findReturnedReceipt } from './find-returned-receipt.ts';
import type { EntryOutcome } from './match-bank-entries.ts';
import { setMatchStatus } from './set-match-status.ts';
import { textOf } from './sentences.ts';

export async function judgeDebit(
  db: Queryable,
  office: MatchingOffice,
  entry: BankEntry,
): Promise<EntryOutcome> {
  const { bankEntryId, legalEntity } = entry;
  if (!isReturn(entry)) {
    await setMatchStatus(db, { bankEntryId, status: 'none' });
    return 'passed';
  }
  const original = await findReturnedReceipt(db, entry);
  if (!original) {
    await setMatchStatus(db, { bankEntryId, status: 'open' });
    await openException(db, office.ids, {
      kind: 'receipt',
      code: 'return_without_original',
      text:
        `The bank took back ${textOf(entry.amount, entry.currency)} on ${entry.bookingDay}, and ` +
        'no single receipt of ours fits it.',
      legalEntity,
      bankEntryId,
      value: money(entry.amount, entry.currency),
    });
    return 'asked';
  }
  const taken = await takeBackMatches(db, office, entry, original);
  switch (taken) {
    case 'not_yet':
      await setMatchStatus(db, { bankEntryId, status: 'new' });
      return 'deferred';
    case 'taken_back':
      break;
    default:
      return unreachable(taken);
  }
  await setMatchStatus(db, { bankEntryId, status: 'returned' });
  await resolveExceptionOfEntry(db, office.ids, {
    bankEntryId: original,
    action: 'confirm-done',
    by: 'engine',
    reason: reasonOf(entry),
  });
  await writeAuditEntry(db, {
    actor: 'engine',
    action: 'receipt.returned',
    subject: { kind: 'bank-entry', id: original },
    legalEntity,
    reason: reasonOf(entry),
    detail: { return: bankEntryId },
    correlationId: bankEntryId,
  });
  return 'returned';
}

async function takeBackMatches(
  db: Queryable,
  office: MatchingOffice,
  entry: BankEntry,
  original: string,
): Promise<'taken_back' | 'not_yet'> {
  const { rows } = await db.query<MatchRow>({
    name: 'lock_matches_of_entry',
    text: LOCK_MATCHES_OF_ENTRY,
    values: [original],
  });
  if (rows.length === 0) {
    await setMatchStatus(db, { bankEntryId: original, status: 'returned' });
    return 'taken_back';
  }
  for (const { match_id: matchId, transaction_id: transactionId, status } of rows) {
    if (status === 'made') {
      const undo = { transactionId, by: 'engine', reason: reasonOf(entry) };
      const answer = await office.askUndo(db, undo);
      // Its posting is still on the way; what was asked before in this round is asked again then.
      if (answer.kind === 'not_possible') return 'not_yet';
    }
    await db.query({
      name: 'release_match_as_returned',
      text: RELEASE_AS_RETURNED,
      values: [matchId, entry.bankEntryId, reasonOf(entry)],
    });
  }
  return 'taken_back';
}

function isReturn({ entry }: BankEntry): boolean {
  const code = entry.transactionCode?.split('/').at(2) ?? '';
  return (
    entry.reversal ||
    RETURN_CODES.has(code) ||
    entry.details.some(({ returnReason }) => returnReason !== undefined)
  );
}

function reasonOf({ entry }: BankEntry): string {
  const reason = entry.details.find(({ returnReason }) => returnReason)?.returnReason;
  return reason ? `The bank took it back: ${reason}.` : 'The bank took it back.';
}

/** ISO 20022 external bank transaction codes, sub-families: returns, reversals, unpaid debits. */
const RETURN_CODES: ReadonlySet<string> = new Set(
  'RRTN RPCR UPDD PRDD RCDD UPCQ CQRV UPCT RIMB'.split(' '),
);

const LOCK_MATCHES_OF_ENTRY = `
  select match_id, transaction_id, status
  from match
  where bank_entry_id = $1 and status <> 'released'
  order by match_id
  for update
`;

type MatchRow = {
  readonly match_id: string;
  readonly transaction_id: string;
  readonly status: 'made' | 'releasing';
};

const RELEASE_AS_RETURNED = `
  update match
  set status = 'releasing', returned_by = $2, released_by = coalesce(released_by, 'engine'),
      released_reason = coalesce(released_reason, $3), version = version + 1
  where match_id = $1
`;

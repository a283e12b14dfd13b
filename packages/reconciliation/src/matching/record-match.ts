/**
 * Claims the money and the items, starts the process that tells the ledger, and says who decided:
 * all in the caller's transaction. The entry and the items are locked by the caller; the database
 * refuses what does not add up, whatever the code above it believes.
 */

import type { CustomerPayment } from '@kontor/canon';
import { assert, money, toDecimal, type MatchId, type TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { MatchingOffice } from '../ports.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import type { Approval } from './approval-for.ts';
import type { BankEntry } from './bank-entry.ts';
import type { LockedItem } from './lock-open-items.ts';
import { paymentOf } from './payment-of.ts';
import type { Spending } from './types.ts';

export type MatchRecord = {
  readonly entry: BankEntry;
  readonly items: readonly LockedItem[];
  readonly spending: Spending;
  readonly differences: readonly MatchDifference[];
  readonly detail: number | undefined;
  readonly rule: string;
  readonly explanation: string;
  readonly confidence: number;
  readonly by: string;
  readonly reason: string | undefined;
  readonly correlationId: string;
  /** Where a second person must agree before the ledger is told. */
  readonly approval?: Approval | undefined;
};

/** As people see it; kept beside the sums that the database checks. */
export type MatchDifference = {
  readonly kind: 'write-off' | 'on-account';
  readonly amount: string;
  readonly reason: string;
};

export type RecordedMatch = { readonly matchId: MatchId; readonly transactionId: TransactionId };

export async function recordMatch(
  db: Queryable,
  office: MatchingOffice,
  record: MatchRecord,
): Promise<RecordedMatch> {
  const { entry, spending, correlationId } = record;
  const claimed = spending.allocations.reduce((sum, { amount }) => sum + amount, 0n);
  assert(
    spending.uses + spending.difference === claimed + spending.onAccount,
    'a match claims what it received, no more and no less',
  );
  const matchId = office.ids.next('MatchId');
  await insertMatch(db, matchId, record);
  const payment = await paymentOf(db, matchId, record);
  const input = { ...payment, ...toAsked(record) };
  const transactionId = await office.startProcess(db, {
    process: 'apply-customer-payment',
    input,
    correlationId,
    channel: 'engine',
    actor: record.by,
  });
  await db.query({
    name: 'name_transaction_of_match',
    text: 'update match set transaction_id = $2 where match_id = $1',
    values: [matchId, transactionId],
  });
  await writeAuditEntry(db, {
    actor: record.by,
    action: 'match.created',
    subject: { kind: 'match', id: matchId },
    legalEntity: entry.legalEntity,
    reason: record.reason ?? record.explanation,
    detail: { bankEntry: entry.bankEntryId, rule: record.rule, amount: input.amount },
    correlationId,
  });
  return { matchId, transactionId };
}

/** What the second person is asked. */
function toAsked({
  approval,
  by,
  entry,
  differences,
}: MatchRecord): Pick<CustomerPayment, 'writeOffApproval'> {
  if (!approval) return {};
  const text = (minor: bigint) => toDecimal(money(minor, entry.currency));
  const reasons = differences.flatMap(({ kind, reason }) => (kind === 'write-off' ? reason : []));
  return {
    writeOffApproval: {
      requestedBy: by,
      amount: text(approval.writtenOff),
      limit: text(approval.limit),
      reason: reasons.join(' ').slice(0, REASON_CHARACTERS_MAX),
    },
  };
}

/** What an auditor reads of it in one line. */
const REASON_CHARACTERS_MAX = 500;

async function insertMatch(db: Queryable, matchId: MatchId, record: MatchRecord): Promise<void> {
  const { entry, spending } = record;
  await db.query({
    name: 'insert_match',
    text: INSERT_MATCH,
    values: [
      matchId,
      entry.bankEntryId,
      record.detail,
      entry.legalEntity,
      spending.customer,
      entry.currency,
      spending.uses.toString(),
      spending.difference.toString(),
      spending.onAccount.toString(),
      JSON.stringify(record.differences),
      record.rule,
      record.explanation,
      record.confidence,
      record.by,
      record.reason,
      record.approval ? 'asked' : 'none',
    ],
  });
  await db.query({
    name: 'insert_claims',
    text: INSERT_CLAIMS,
    values: [
      matchId,
      spending.allocations.map(({ openItemId }) => openItemId),
      spending.allocations.map(({ amount }) => amount.toString()),
    ],
  });
}

const INSERT_MATCH = `
  insert into match (match_id, bank_entry_id, detail, legal_entity, customer, currency,
    amount_minor, difference_minor, on_account_minor, differences, rule, explanation, confidence,
    made_by, reason, approval)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
`;

const INSERT_CLAIMS = `
  insert into claim (match_id, open_item_id, amount_minor)
  select $1, open_item_id, amount_minor
  from unnest($2::text[], $3::numeric[]) as claimed (open_item_id, amount_minor)
`;

/**
 * `match.release`: gives the money and the items back, once. Unless the bank took the money back, a
 * person is asked about the receipt: a rule would only decide the same again.
 */

import type { MatchConfirmation } from '@kontor/canon';
import type { DeliveryOutcome } from '@kontor/connector-sdk';
import { currency, money, toDecimal, type IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { openException } from '../record/open-exception.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { writeEvent } from '../record/write-event.ts';

export async function releaseMatch(
  db: Queryable,
  ids: IdSource,
  { matchId }: MatchConfirmation,
): Promise<DeliveryOutcome> {
  const { rows } = await db.query<MatchRow>({
    name: 'match_to_release',
    text: MATCH_TO_RELEASE,
    values: [matchId],
  });
  const [match] = rows;
  if (!match) {
    return {
      kind: 'rejected',
      reason: 'unknown_master_data',
      vendorCode: 'MATCH_UNKNOWN',
      vendorText: 'There is no such match.',
    };
  }
  if (match.status !== 'released') await release(db, ids, match);
  return { kind: 'confirmed', externalReference: matchId };
}

async function release(db: Queryable, ids: IdSource, match: MatchRow): Promise<void> {
  await db.query({ name: 'release_claims', text: RELEASE_CLAIMS, values: [match.match_id] });
  await db.query({ name: 'release_match', text: RELEASE_MATCH, values: [match.match_id] });
  const value = money(BigInt(match.amount_minor), currency(match.currency));
  const amount = `${toDecimal(value)} ${match.currency}`;
  if (match.returned_by === null) {
    await openException(db, ids, {
      kind: 'receipt',
      code: 'receipt_released',
      text: `${amount} of a receipt are to be matched anew. ${reasonOf(match)}`,
      legalEntity: match.legal_entity,
      bankEntryId: match.bank_entry_id,
      value,
    });
  }
  // Only what was applied can come back: a payment that the ledger refused was never told of.
  if (match.status === 'releasing') await tellReturn(db, ids, match, toDecimal(value));
  await writeAuditEntry(db, {
    actor: match.released_by ?? match.decided_by ?? 'engine',
    action: 'match.released',
    subject: { kind: 'match', id: match.match_id },
    legalEntity: match.legal_entity,
    reason: reasonOf(match),
  });
}

async function tellReturn(
  db: Queryable,
  ids: IdSource,
  match: MatchRow,
  amount: string,
): Promise<void> {
  await writeEvent(db, ids, {
    type: 'kontor.payment.returned.v1',
    subject: match.match_id,
    legalEntity: match.legal_entity,
    partitionKey: match.customer,
    transactionId: match.transaction_id ?? undefined,
    data: {
      match: match.match_id,
      bankEntry: match.bank_entry_id,
      legalEntity: match.legal_entity,
      customer: match.customer,
      amount: { amount, currency: match.currency },
      ...(match.return_reason && { returnReason: match.return_reason }),
      numbers: match.numbers,
    },
  });
}

function reasonOf({ released_reason: given, decided_by: by, decision }: MatchRow): string {
  if (given !== null) return given;
  return by === null ? REFUSED : `${by} declined the write-off: ${decision ?? ''}`;
}

const REFUSED = 'Its posting was refused.';

/** Of a batch that came back, the first reason is told. */
const MATCH_TO_RELEASE = `
  select match.match_id, match.bank_entry_id, match.legal_entity, match.customer, match.currency,
    match.amount_minor, match.status, match.transaction_id, match.returned_by, match.released_by,
    match.released_reason, match.decided_by,
    (select resolved_reason from exception
     where exception.transaction_id = match.transaction_id and kind = 'approval'
       and resolution in ('decline', 'abandon')
     order by resolved_at desc limit 1) as decision,
    (select jsonb_path_query_first(entry, '$.details[*].returnReason') #>> '{}'
     from bank_entry where bank_entry_id = match.returned_by) as return_reason,
    array(select number from claim join open_item using (open_item_id)
          where claim.match_id = match.match_id order by number) as numbers
  from match
  where match_id = $1
  for update of match
`;

const RELEASE_CLAIMS = `update claim set released = true where match_id = $1 and not released`;

const RELEASE_MATCH = `
  update match
  set status = 'released', released_at = coalesce(released_at, now()), version = version + 1
  where match_id = $1
`;

type MatchRow = {
  readonly match_id: string;
  readonly bank_entry_id: string;
  readonly legal_entity: string;
  readonly customer: string;
  readonly currency: string;
  readonly amount_minor: string;
  readonly status: 'made' | 'releasing' | 'released';
  readonly transaction_id: string | null;
  readonly returned_by: string | null;
  readonly released_by: string | null;
  readonly released_reason: string | null;
  readonly return_reason: string | null;
  /** Who declined it, and why. */
  readonly decided_by: string | null;
  readonly decision: string | null;
  readonly numbers: readonly string[];
};

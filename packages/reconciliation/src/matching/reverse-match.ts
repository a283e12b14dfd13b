/**
 * A person takes a match back. The engine is asked to undo its transaction: the ledger posting is
 * reversed first, then match.release gives money and items back. Until then the match is
 * `releasing`. What still waited for its approval was never posted: it stays `made` until it is
 * released, and nobody is told of a return.
 */

import type { Queryable } from '@kontor/postgres';
import type { MatchingOffice } from '../ports.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';

export type MatchReversal = {
  readonly matchId: string;
  readonly by: string;
  readonly reason: string;
  readonly correlationId: string;
  readonly permitted: ReadonlySet<string>;
};

export type ReverseMatchOutcome =
  { readonly kind: 'asked' | 'absent' } | { readonly kind: 'impossible'; readonly detail: string };

export async function reverseMatch(
  db: Queryable,
  office: MatchingOffice,
  reversal: MatchReversal,
): Promise<ReverseMatchOutcome> {
  const { matchId, by, reason, permitted } = reversal;
  const { rows } = await db.query<MatchRow>({
    name: 'lock_match',
    text: LOCK_MATCH,
    values: [matchId],
  });
  const [match] = rows;
  if (!match || !permitted.has(match.legal_entity)) return { kind: 'absent' };
  if (match.status !== 'made' || match.is_leaving || match.transaction_id === null) {
    return { kind: 'impossible', detail: 'It is taken back already, or being taken back.' };
  }
  const answer = await office.askUndo(db, { transactionId: match.transaction_id, by, reason });
  if (answer.kind === 'not_possible') return { kind: 'impossible', detail: answer.detail };
  await db.query({
    name: 'mark_releasing',
    text: MARK_RELEASING,
    values: [matchId, by, reason, answer.kind === 'asked' ? 'releasing' : 'made'],
  });
  await writeAuditEntry(db, {
    actor: by,
    action: 'match.reversed',
    subject: { kind: 'match', id: matchId },
    legalEntity: match.legal_entity,
    reason,
    correlationId: reversal.correlationId,
  });
  return { kind: 'asked' };
}

const LOCK_MATCH = `
  select legal_entity, status, transaction_id, released_by is not null as is_leaving
  from match where match_id = $1 for update
`;

type MatchRow = {
  readonly legal_entity: string;
  readonly status: string;
  readonly is_leaving: boolean;
  readonly transaction_id: string | null;
};

const MARK_RELEASING = `
  update match
  set status = $4, released_by = $2, released_reason = $3, released_at = now(),
      version = version + 1
  where match_id = $1
`;

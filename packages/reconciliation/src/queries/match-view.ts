/** A match as the API shows it: reversed from the moment that somebody took it back. */

import type { Match } from '@kontor/contracts';
import { currency, money, toDecimal, type Instant } from '@kontor/kernel';
import type { MatchDifference } from '../matching/record-match.ts';

export const MATCH_COLUMNS = `
  match_id, bank_entry_id, legal_entity, currency, differences, made_by, made_at, status,
  released_by, released_at, released_reason, transaction_id, approval, decided_by, decided_at,
  version,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'openItem', open_item_id, 'minor', amount_minor::text) order by open_item_id), '[]')
   from claim where claim.match_id = match.match_id) as claims
`;

type Approval = NonNullable<Match['approval']>;

export type MatchRow = {
  readonly match_id: string;
  readonly bank_entry_id: string;
  readonly legal_entity: string;
  readonly currency: string;
  readonly differences: readonly MatchDifference[];
  readonly made_by: string;
  readonly made_at: Instant;
  readonly status: 'made' | 'releasing' | 'released';
  readonly released_by: string | null;
  readonly released_at: Instant | null;
  readonly released_reason: string | null;
  readonly transaction_id: string | null;
  readonly approval: 'none' | Approval['state'];
  readonly decided_by: string | null;
  readonly decided_at: Instant | null;
  readonly version: number;
  readonly claims: readonly { readonly openItem: string; readonly minor: string }[];
};

export function fromMatchRow(row: MatchRow): Match {
  const code = currency(row.currency);
  return {
    id: row.match_id,
    bankEntry: row.bank_entry_id,
    allocations: row.claims.map(({ openItem, minor }) => ({
      openItem,
      amount: toDecimal(money(BigInt(minor), code)),
    })),
    differences: [...row.differences],
    currency: row.currency,
    legalEntity: row.legal_entity,
    // Withdrawn before it was posted: on its way back, as what is being reversed is.
    status: row.status === 'made' && row.released_by === null ? 'effective' : 'reversed',
    by: row.made_by,
    at: row.made_at,
    ...(row.released_by !== null && { reversedBy: row.released_by }),
    ...(row.released_at !== null && { reversedAt: row.released_at }),
    ...(row.released_reason !== null && { reversalReason: row.released_reason.slice(0, 500) }),
    ...(row.transaction_id !== null && { transaction: row.transaction_id }),
    ...approvalOf(row),
    version: row.version,
  };
}

function approvalOf(row: MatchRow): { readonly approval?: Approval } {
  if (row.approval === 'none') return {};
  const approval = {
    state: row.approval,
    ...(row.decided_by !== null && { by: row.decided_by }),
    ...(row.decided_at !== null && { at: row.decided_at }),
  };
  return { approval };
}

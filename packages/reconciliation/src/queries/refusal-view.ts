/** A refusal as the API shows it. */

import type { MatchRefusal } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export const REFUSAL_COLUMNS =
  'match_refusal_id, bank_entry_id, open_items, legal_entity, refused_by, refused_at';

export type RefusalRow = {
  readonly match_refusal_id: string;
  readonly bank_entry_id: string;
  readonly open_items: readonly string[];
  readonly legal_entity: string;
  readonly refused_by: string;
  readonly refused_at: Instant;
};

export function fromRefusalRow(row: RefusalRow): MatchRefusal {
  return {
    id: row.match_refusal_id,
    bankEntry: row.bank_entry_id,
    openItems: [...row.open_items],
    legalEntity: row.legal_entity,
    by: row.refused_by,
    at: row.refused_at,
  };
}

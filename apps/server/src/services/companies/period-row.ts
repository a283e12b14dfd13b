/** A fiscal period with who changed it last, as the audit trail tells. */

import type { Period } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export const SELECT_PERIOD = `
  select period.legal_entity, period.period, period.status, period.version,
         changed.actor as changed_by, changed.occurred_at as changed_at
  from period
  left join lateral (
    select actor, occurred_at
    from audit_entry
    where subject_kind = 'period' and subject_id = period.legal_entity || '/' || period.period
      and action = 'period.changed'
    order by sequence desc
    limit 1
  ) as changed on true
`;

export type PeriodRow = {
  readonly legal_entity: string;
  readonly period: string;
  readonly status: 'open' | 'closed';
  readonly version: number;
  readonly changed_by: string | null;
  readonly changed_at: Instant | null;
};

export function fromPeriodRow(row: PeriodRow): Period {
  return {
    legalEntity: row.legal_entity,
    period: row.period,
    status: row.status,
    version: row.version,
    ...(row.changed_by !== null && { changedBy: row.changed_by }),
    ...(row.changed_at !== null && { changedAt: row.changed_at }),
  };
}

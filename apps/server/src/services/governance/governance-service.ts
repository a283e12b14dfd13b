/** What controllers and auditors ask: do the totals agree, and who did what. */

import type pg from 'pg';
import type { Governance } from '../../gateway/services.ts';
import { listAuditEntries } from './list-audit-entries.ts';
import { readControlTotals } from './read-control-totals.ts';

export type GovernanceOptions = { readonly pool: pg.Pool };

export function governanceService({ pool }: GovernanceOptions): Governance {
  return {
    controlTotals: (call, filters) => readControlTotals(pool, call, filters),
    listAuditEntries: (call, filters, page) => listAuditEntries(pool, call, filters, page),
  };
}

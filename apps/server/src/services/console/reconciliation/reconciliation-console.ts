/** The workspace of reconciliation, and more of its two lists. */

import type { Clock } from '@kontor/kernel';
import type { MatchingOffice } from '@kontor/reconciliation';
import type pg from 'pg';
import type { ReconciliationConsole } from '../../../gateway/reconciliation-services.ts';
import { listBankLines } from './list-bank-lines.ts';
import { listItems } from './list-items.ts';
import { readWorkspace } from './read-workspace.ts';

export type ReconciliationOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly office: MatchingOffice;
};

export function reconciliationConsole(options: ReconciliationOptions): ReconciliationConsole {
  const { pool, clock } = options;
  return {
    read: (call, query) => readWorkspace(options, call, query),
    listLines: (call, filters, page) => listBankLines(pool, call, filters, page),
    listItems: (call, filters, page) => listItems({ db: pool, clock }, call, filters, page),
  };
}

/**
 * Kontor's own sub-ledger of receivables, as a system like the others: it is asked in order, and
 * every question may be repeated, because the transaction or the match in it is its own key.
 */

import type { DeliveryOutcome, OperationInputs } from '@kontor/connector-sdk';
import type { IdSource } from '@kontor/kernel';
import { inTransaction, sqlStateOf, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import { cancelOpenItem } from './receivables/cancel-open-item.ts';
import { confirmMatch } from './receivables/confirm-match.ts';
import { openOpenItem } from './receivables/open-open-item.ts';
import { releaseMatch } from './receivables/release-match.ts';

export type ReceivablesOperation =
  'openItem.open' | 'openItem.cancel' | 'match.confirm' | 'match.release';

export type ReceivablesOperations = {
  readonly [Name in ReceivablesOperation]: (
    input: OperationInputs[Name],
  ) => Promise<DeliveryOutcome>;
};

export function receivablesOperations(office: {
  readonly pool: pg.Pool;
  readonly ids: IdSource;
}): ReceivablesOperations {
  const inOne = (work: (db: Queryable) => Promise<DeliveryOutcome>) =>
    inTransaction(office.pool, work).catch(fromFault);
  return {
    // One statement is a transaction by itself, and every invoice passes here.
    'openItem.open': (input) => openOpenItem(office.pool, input).catch(fromFault),
    'openItem.cancel': (input) => inOne((db) => cancelOpenItem(db, input)),
    'match.confirm': (input) => inOne((db) => confirmMatch(db, input)),
    'match.release': (input) => inOne((db) => releaseMatch(db, office.ids, input)),
  };
}

/** Asking again is harmless whatever happened to the commit; what the code got wrong is thrown. */
function fromFault(error: unknown): DeliveryOutcome {
  const state = sqlStateOf(error);
  const isAway = state === undefined ? isNetworkFault(error) : /^(08|40|53|55|57)/.test(state);
  if (!isAway) throw error;
  return { kind: 'retryable', cause: 'unavailable', detail: `The database is away (${state}).` };
}

function isNetworkFault(error: unknown): boolean {
  return error instanceof Error && /ECONN|EPIPE|terminated|timeout/i.test(error.message);
}

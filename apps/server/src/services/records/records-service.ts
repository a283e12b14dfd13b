/** How records are kept: their terms, legal holds, and the deletion of what is past its term. */

import type { LegalHold, RecordDeletion } from '@kontor/contracts';
import type { IdSource } from '@kontor/kernel';
import type pg from 'pg';
import type { HoldForbidden, Records } from '../../gateway/records-services.ts';
import type { EntityForbidden, Impossible, Unacceptable } from '../../gateway/services.ts';
import { withIdempotency } from '../idempotency/with-idempotency.ts';
import { askDeletion } from './ask-deletion.ts';
import { askRelease, decideRelease } from './change-hold.ts';
import { decideDeletion } from './decide-deletion.ts';
import { findDeletion, listDeletions } from './list-deletions.ts';
import { readRecordMonth, type RecordMonthOptions } from './read-record-month.ts';
import { findHold, listHolds } from './list-holds.ts';
import { placeHold } from './place-hold.ts';

export type RecordsOptions = RecordMonthOptions & {
  readonly pool: pg.Pool;
  readonly ids: IdSource;
};

export function recordsService(options: RecordsOptions): Records {
  const { pool, ids } = options;
  return {
    placeHold: (call, hold) =>
      withIdempotency<LegalHold, HoldForbidden | Unacceptable>(pool, call, (db) =>
        placeHold(db, ids, call, hold),
      ),
    listHolds: (call, filters, page) => listHolds(pool, call, filters, page),
    findHold: (call, id) => findHold(pool, call, id),
    askRelease: (call, release) => askRelease(pool, call, release),
    decideRelease: (call, decision) => decideRelease(pool, call, decision),
    readMonth: (call, month) => readRecordMonth(options, call, month),
    askDeletion: (call, deletion) =>
      withIdempotency<RecordDeletion, EntityForbidden | Impossible>(pool, call, (db) =>
        askDeletion(db, options, call, deletion),
      ),
    listDeletions: (call, filters, page) => listDeletions(pool, call, filters, page),
    findDeletion: (call, id) => findDeletion(pool, call, id),
    decideDeletion: (call, decision) => decideDeletion(pool, ids, call, decision),
  };
}

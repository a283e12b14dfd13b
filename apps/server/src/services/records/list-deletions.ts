/** Deletions of records, newest first: those of the caller's legal entities. */

import type { listRecordDeletions, Page, PageRequest, RecordDeletion } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, FiltersOf, Found } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import {
  fromDeletionRow,
  readDeletion,
  SELECT_DELETION,
  type DeletionRow,
} from './deletion-row.ts';

export async function listDeletions(
  db: Queryable,
  call: Call,
  { status, legalEntity, month }: FiltersOf<typeof listRecordDeletions>,
  page: PageRequest,
): Promise<Page<RecordDeletion>> {
  const rows = await readPage<DeletionRow>(
    db,
    {
      name: 'list_record_deletions',
      select: SELECT_DELETION,
      conditions: [
        { sql: 'legal_entity = any($::text[])', value: legalEntitiesOf(call) },
        filter('status = $', status),
        filter('legal_entity = $', legalEntity),
        filter('month = $', month),
      ],
      order: {
        keys: [
          { sql: 'asked_at', type: 'timestamptz' },
          { sql: 'deletion_id', type: 'text' },
        ],
        direction: 'desc',
      },
    },
    page,
  );
  return mapPage(rows, fromDeletionRow);
}

export async function findDeletion(
  db: Queryable,
  call: Call,
  id: string,
): Promise<Found<RecordDeletion> | Absent> {
  const row = await readDeletion(db, call, id);
  return row ? { kind: 'found', value: fromDeletionRow(row) } : { kind: 'absent' };
}

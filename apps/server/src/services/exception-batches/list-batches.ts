/** Batches, newest first. One whose exceptions lie partly elsewhere is nobody else's to see. */

import type { ExceptionBatch, listExceptionBatches, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, FiltersOf, Found } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromBatchRow, SELECT_BATCH, type BatchRow } from './batch-row.ts';

export async function listBatches(
  db: Queryable,
  call: Call,
  { status }: FiltersOf<typeof listExceptionBatches>,
  page: PageRequest,
): Promise<Page<ExceptionBatch>> {
  const rows = await readPage<BatchRow>(
    db,
    {
      name: 'list_exception_batches',
      select: SELECT_BATCH,
      conditions: [
        { sql: 'legal_entities <@ $::text[]', value: legalEntitiesOf(call) },
        filter('status = $', status),
      ],
      order: {
        keys: [
          { sql: 'requested_at', type: 'timestamptz' },
          { sql: 'batch_id', type: 'text' },
        ],
        direction: 'desc',
      },
    },
    page,
  );
  return mapPage(rows, fromBatchRow);
}

export async function findBatch(
  db: Queryable,
  call: Call,
  id: string,
): Promise<Found<ExceptionBatch> | Absent> {
  const row = await readBatch(db, call, id);
  return row ? { kind: 'found', value: fromBatchRow(row) } : { kind: 'absent' };
}

/** Undefined when it is not there, or one of its exceptions lies in another legal entity. */
export async function readBatch(
  db: Queryable,
  call: Call,
  id: string,
): Promise<BatchRow | undefined> {
  const { rows } = await db.query<BatchRow>({
    name: 'read_exception_batch',
    text: `${SELECT_BATCH} where batch_id = $1 and legal_entities <@ $2::text[]`,
    values: [id, legalEntitiesOf(call)],
  });
  return rows[0];
}

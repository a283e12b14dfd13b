import type {
  ExceptionBatchItem,
  listExceptionBatchItems,
  Page,
  PageRequest,
} from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Absent, Call, FiltersOf, Found } from '../../gateway/services.ts';
import { titleOf } from '../exceptions/title-of.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { cutLine, cutText } from '../wire/cut-text.ts';
import type { BatchesOptions } from './exception-batches-service.ts';
import { readBatch } from './list-batches.ts';

type Items = {
  readonly id: string;
  readonly filters: FiltersOf<typeof listExceptionBatchItems>;
};

/** In the order in which they are worked through. */
export async function listBatchItems(
  { pool, catalogue }: BatchesOptions,
  call: Call,
  { id, filters }: Items,
  page: PageRequest,
): Promise<Found<Page<ExceptionBatchItem>> | Absent> {
  if (!(await readBatch(pool, call, id))) return { kind: 'absent' };
  const rows = await readPage<ItemRow>(
    pool,
    {
      name: 'list_exception_batch_items',
      select: SELECT_ITEM,
      conditions: [
        { sql: 'item.batch_id = $', value: id },
        filter('item.status = $', filters.status),
      ],
      order: { keys: [{ sql: 'item.position', type: 'bigint' }], direction: 'asc' },
    },
    page,
  );
  const value = mapPage(rows, (row) => ({
    exception: row.exception_id,
    title: cutLine(titleOf(row, catalogue), 300),
    status: row.item_status,
    ...(row.detail !== null && { detail: cutText(row.detail, 1_000) }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }));
  return { kind: 'found', value };
}

const SELECT_ITEM = `
  select item.exception_id, item.status as item_status, item.detail, item.finished_at,
         exception.code, exception.text, exception.step,
         transaction.number, transaction.process, transaction.process_version
  from exception_batch_item as item
  join exception on exception.exception_id = item.exception_id
  left join transaction on transaction.transaction_id = exception.transaction_id
`;

type ItemRow = {
  readonly exception_id: string;
  readonly item_status: ExceptionBatchItem['status'];
  readonly detail: string | null;
  readonly finished_at: Instant | null;
  readonly code: string;
  readonly text: string;
  readonly step: string | null;
  readonly number: string | null;
  readonly process: string | null;
  readonly process_version: number | null;
};

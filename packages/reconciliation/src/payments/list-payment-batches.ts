/** Newest first. */

import type { Page, PageRequest, PaymentBatchStanding } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { placeAfter, toPage } from '../queries/page.ts';
import {
  BATCH_COLUMNS,
  BATCH_PROGRESS,
  fromBatchRow,
  type BatchRow,
} from './payment-batch-view.ts';

export type PaymentBatchFilters = {
  readonly status?: PaymentBatchStanding['status'];
  readonly legalEntity?: string;
  readonly number?: string;
  /** A transfer was rejected, cancelled or contradicted. */
  readonly trouble?: boolean;
};

export async function listPaymentBatches(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: PaymentBatchFilters,
  page: PageRequest,
): Promise<Page<PaymentBatchStanding>> {
  const { rows } = await db.query<BatchRow & { readonly place: string }>({
    name: 'list_payment_batches',
    text: LIST_PAYMENT_BATCHES,
    values: [
      [...permitted],
      filters.status,
      filters.legalEntity,
      filters.number,
      filters.trouble,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromBatchRow);
}

export async function findPaymentBatch(
  db: Queryable,
  { id, permitted }: { readonly id: string; readonly permitted: ReadonlySet<string> },
): Promise<PaymentBatchStanding | undefined> {
  const { rows } = await db.query<BatchRow>({
    name: 'find_payment_batch',
    text: FIND_PAYMENT_BATCH,
    values: [id, [...permitted]],
  });
  return rows[0] && fromBatchRow(rows[0]);
}

const FIND_PAYMENT_BATCH = `
  select ${BATCH_COLUMNS}, progress.statuses, progress.contradicted, reported.reported_at
  from payment_batch as batch
  join transaction on transaction.transaction_id = batch.transaction_id
  ${BATCH_PROGRESS}
  where batch.transaction_id = $1 and batch.legal_entity = any ($2)
`;

const LIST_PAYMENT_BATCHES = `
  with batch as materialized (
    select ${BATCH_COLUMNS},
      jsonb_build_array(batch.accepted_at::text, batch.transaction_id)::text as place
    from payment_batch as batch
    join transaction on transaction.transaction_id = batch.transaction_id
    where batch.legal_entity = any ($1)
      and ($2::text is null or transaction.status = $2)
      and ($3::text is null or batch.legal_entity = $3)
      and ($4::text is null or batch.number = $4)
      and ($5::boolean is null or $5 = exists (
        select from payment_transfer as transfer
        where transfer.transaction_id = batch.transaction_id
          and (transfer.status in ('RJCT', 'CANC') or transfer.contradicted_by <> '{}')))
      and ($6::timestamptz is null or (batch.accepted_at, batch.transaction_id) < ($6, $7))
    order by batch.accepted_at desc, batch.transaction_id desc
    limit $8
  )
  select batch.*, progress.statuses, progress.contradicted, reported.reported_at
  from batch
  ${BATCH_PROGRESS}
  order by batch.accepted_at desc, batch.transaction_id desc
`;

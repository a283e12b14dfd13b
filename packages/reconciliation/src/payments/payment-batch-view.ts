/** A batch as the API shows it: what was ordered, and how far the bank is with its transfers. */

import { PAYMENT_STATUSES } from '@kontor/canon';
import type { PaymentBatchStanding } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import { moneyWire } from '../queries/money-text.ts';

/** With `payment_batch` as `batch` and its transaction in scope. */
export const BATCH_COLUMNS = `
  batch.transaction_id, batch.message_id, batch.legal_entity, batch.number, batch.account,
  batch.execution_day, batch.currency, batch.amount_minor, batch.transfer_count,
  batch.accepted_at, transaction.status as transaction_status
`;

/** With a batch as `batch` in scope: counted for the rows of a page alone. */
export const BATCH_PROGRESS = `
  left join lateral (
    select jsonb_agg(jsonb_build_object('status', status, 'transfers', transfers,
             'minor', minor::text)) as statuses,
           sum(contradicted)::integer as contradicted
    from (
      select status, count(*)::integer as transfers, sum(amount_minor) as minor,
             count(*) filter (where contradicted_by <> '{}') as contradicted
      from payment_transfer as transfer
      where transfer.transaction_id = batch.transaction_id
      group by status
    ) as counted
  ) as progress on true
  left join lateral (
    select max(received_at) as reported_at
    from payment_status_report as report
    where report.transaction_id = batch.transaction_id and report.status = 'taken'
  ) as reported on true
`;

export type BatchRow = {
  readonly transaction_id: string;
  readonly message_id: string;
  readonly legal_entity: string;
  readonly number: string;
  readonly account: string;
  readonly execution_day: string;
  readonly currency: string;
  readonly amount_minor: string;
  readonly transfer_count: number;
  readonly accepted_at: Instant;
  readonly transaction_status: PaymentBatchStanding['status'];
  readonly statuses: readonly CountRow[] | null;
  readonly contradicted: number | null;
  readonly reported_at: Instant | null;
};

type CountRow = {
  readonly status: keyof typeof PAYMENT_STATUSES | null;
  readonly transfers: number;
  readonly minor: string;
};

export function fromBatchRow(row: BatchRow): PaymentBatchStanding {
  return {
    id: row.transaction_id,
    legalEntity: row.legal_entity,
    number: row.number,
    account: row.account,
    executionDay: row.execution_day,
    currency: row.currency,
    total: moneyWire(row.amount_minor, row.currency),
    transfers: row.transfer_count,
    messageId: row.message_id,
    status: row.transaction_status,
    statuses: [...(row.statuses ?? [])].sort(inOrderOfWork).map(({ status, transfers, minor }) => ({
      ...(status !== null && { status }),
      transfers,
      total: moneyWire(minor, row.currency),
    })),
    contradicted: row.contradicted ?? 0,
    acceptedAt: row.accepted_at,
    ...(row.reported_at !== null && { reportedAt: row.reported_at }),
  };
}

/** What the bank told nothing of comes first. */
function inOrderOfWork(left: CountRow, right: CountRow): number {
  return placeOf(left) - placeOf(right);
}

function placeOf({ status }: CountRow): number {
  return status === null ? -1 : ORDER.indexOf(status);
}

const ORDER = Object.keys(PAYMENT_STATUSES);

/** A batch as it is stored and as it is shown. */

import type { ExceptionBatch } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import { cutText } from '../wire/cut-text.ts';

export const SELECT_BATCH = `
  select batch_id, action, assignee, filter, reason, status, item_count, done_count, failed_count,
         totals, requested_by, requested_at, decided_by, decided_at, decision_reason, stopped_by,
         finished_at, legal_entities, version,
         (select coalesce(jsonb_agg(distinct jsonb_build_object('id', who, 'name', name_of(who))),
                          '[]')
          from unnest(array[requested_by, assignee, decided_by, stopped_by]) as who
          where who is not null) as people
  from exception_batch
`;

export type BatchRow = {
  readonly batch_id: string;
  readonly action: ExceptionBatch['action'];
  readonly assignee: string | null;
  readonly filter: ExceptionBatch['filter'];
  readonly reason: string;
  readonly status: ExceptionBatch['status'];
  readonly item_count: number;
  readonly done_count: number;
  readonly failed_count: number;
  readonly totals: ExceptionBatch['totals'];
  readonly requested_by: string;
  readonly requested_at: Instant;
  readonly decided_by: string | null;
  readonly decided_at: Instant | null;
  readonly decision_reason: string | null;
  readonly stopped_by: string | null;
  readonly finished_at: Instant | null;
  readonly legal_entities: readonly string[];
  readonly version: number;
  readonly people: ExceptionBatch['people'];
};

export function fromBatchRow(row: BatchRow): ExceptionBatch {
  return {
    id: row.batch_id,
    action: row.action,
    filter: row.filter,
    reason: row.reason,
    status: row.status,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    count: row.item_count,
    totals: row.totals,
    done: row.done_count,
    failed: row.failed_count,
    people: row.people,
    version: row.version,
    ...(row.assignee !== null && { assignee: row.assignee }),
    ...(row.decided_by !== null &&
      row.decided_at !== null && {
        decided: {
          by: row.decided_by,
          at: row.decided_at,
          reason: cutText(row.decision_reason ?? '', 500),
        },
      }),
    ...(row.stopped_by !== null && { stoppedBy: row.stopped_by }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  };
}

/** What somebody named in it is called. */
export function nameIn({ people }: Pick<BatchRow, 'people'>, id: string): string {
  return people.find((each) => each.id === id)?.name ?? id;
}

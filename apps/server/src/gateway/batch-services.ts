/** What deciding about many exceptions needs. The rules of `services.ts` hold here too. */

import type {
  ExceptionBatch,
  ExceptionBatchItem,
  ExceptionBatchPreview,
  listExceptionBatches,
  listExceptionBatchItems,
  NewExceptionBatch,
  Page,
  PageRequest,
} from '@kontor/contracts';
import type {
  Absent,
  Call,
  Done,
  FiltersOf,
  Found,
  IdempotentCall,
  Impossible,
  KeyConflict,
  Stale,
  Unacceptable,
} from './services.ts';

export type NewBatch = NewExceptionBatch;
export type BatchChoice = Pick<NewBatch, 'filter' | 'action' | 'assignee'>;

export type ExceptionBatches = {
  preview(call: Call, choice: BatchChoice): Promise<Found<ExceptionBatchPreview> | Unacceptable>;
  create(call: IdempotentCall, batch: NewBatch): Promise<BatchOutcome>;
  list(
    call: Call,
    filters: FiltersOf<typeof listExceptionBatches>,
    page: PageRequest,
  ): Promise<Page<ExceptionBatch>>;
  find(call: Call, id: string): Promise<Found<ExceptionBatch> | Absent>;
  listItems(
    call: Call,
    id: string,
    filters: FiltersOf<typeof listExceptionBatchItems>,
    page: PageRequest,
  ): Promise<Found<Page<ExceptionBatchItem>> | Absent>;
  stop(
    call: Call,
    change: { readonly id: string; readonly reason: string },
  ): Promise<Found<ExceptionBatch> | Absent | Impossible>;
  decide(call: Call, decision: BatchDecision): Promise<BatchDecisionOutcome>;
};

export type BatchOutcome =
  | Done<ExceptionBatch>
  | KeyConflict
  | Unacceptable
  | Impossible
  /** What the filter chooses is not what was seen. */
  | {
      readonly kind: 'selection_changed';
      readonly count: number;
      readonly totals: readonly { readonly amount: string; readonly currency: string }[];
    };

export type BatchDecision = {
  readonly id: string;
  readonly decision: 'approve' | 'decline';
  readonly reason: string;
  readonly version: number;
};

export type BatchDecisionOutcome =
  Found<ExceptionBatch> | Absent | Stale | Impossible | { readonly kind: 'own_work' };

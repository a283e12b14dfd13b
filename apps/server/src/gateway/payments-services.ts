/** What payments out need: ordering, and what banks told. The rules of `services.ts` hold too. */

import type { PaymentBatch } from '@kontor/canon';
import type {
  listPaymentBatches,
  listPaymentStatusReports,
  listPaymentTransfers,
  Page,
  PageRequest,
  PaymentBatchStanding,
  PaymentStatusReportView,
  PaymentTransferStanding,
  Transaction,
} from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type {
  Absent,
  Call,
  Done,
  EntityForbidden,
  FileContent,
  FiltersOf,
  Found,
  IdempotentCall,
  KeyConflict,
  StreamedCall,
  Unacceptable,
} from './services.ts';

export type Payments = {
  /**
   * Checks the batch and accepts it durably: key, transaction, transfers, exception of its release,
   * audit and outbox in one database transaction.
   */
  accept(call: IdempotentCall, batch: PaymentBatch): Promise<PaymentBatchOutcome>;
  listBatches(
    call: Call,
    filters: FiltersOf<typeof listPaymentBatches>,
    page: PageRequest,
  ): Promise<Page<PaymentBatchStanding>>;
  findBatch(call: Call, id: TransactionId): Promise<Found<PaymentBatchStanding> | Absent>;
  listTransfers(
    call: Call,
    id: TransactionId,
    filters: FiltersOf<typeof listPaymentTransfers>,
    page: PageRequest,
  ): Promise<Found<Page<PaymentTransferStanding>> | Absent>;
  /** Read whole before anything is kept; `content.bytes` throws when the connection breaks. */
  receiveReport(call: StreamedCall, content: FileContent): Promise<StatusReportOutcome>;
  listReports(
    call: Call,
    filters: FiltersOf<typeof listPaymentStatusReports>,
    page: PageRequest,
  ): Promise<Page<PaymentStatusReportView>>;
};

export type PaymentBatchOutcome =
  | Done<Transaction>
  | KeyConflict
  /** Same legal entity and number under another key: `transaction` holds it. */
  | { readonly kind: 'duplicate'; readonly transaction: TransactionId }
  | Unacceptable;

export type StatusReportOutcome =
  | Done<PaymentStatusReportView>
  /** What it says is here already. */
  | { readonly kind: 'known'; readonly result: PaymentStatusReportView }
  | KeyConflict
  /** Not a status report at all: nothing of it is kept. */
  | Unacceptable
  | EntityForbidden
  | { readonly kind: 'at_capacity'; readonly retryAfterSeconds: number };

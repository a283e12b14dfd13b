/** What handing over many invoices at once needs. The rules of `services.ts` hold here too. */

import type { CustomerInvoice } from '@kontor/canon';
import type { BatchMode, InvoiceBatch, InvoiceLineOutcome } from '@kontor/contracts';
import type { LinesFailure, ReadLine } from './request/read-lines.ts';
import type { KeyedCall } from './services.ts';

export type InvoiceBatches = {
  /**
   * Accepts each line durably by itself, or all of them together, under a key that is the call's
   * with the line's business key. Lines that were read are worked also when the others do not come;
   * of an atomic batch nothing is accepted then.
   */
  accept(call: KeyedCall, batch: NewInvoiceBatch): Promise<InvoiceBatchOutcome>;
};

export type NewInvoiceBatch = {
  readonly mode: BatchMode;
  readonly lines: AsyncIterable<ReadLine<CustomerInvoice>>;
  /** Why the lines ended early; asked when they have ended. */
  readonly failure: () => LinesFailure | undefined;
};

export type InvoiceBatchOutcome =
  | { readonly kind: 'worked'; readonly result: InvoiceBatch }
  /** Atomic: nothing was accepted, for the sake of these lines. */
  | {
      readonly kind: 'refused';
      readonly lines: number;
      readonly refused: readonly InvoiceLineOutcome[];
    }
  /** Atomic: nothing was accepted, because not all lines came. */
  | { readonly kind: 'broken_off' }
  /** As many are being worked on as may be at a time: nothing of it was read. */
  | { readonly kind: 'at_capacity'; readonly retryAfterSeconds: number };

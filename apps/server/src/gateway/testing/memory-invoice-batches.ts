/** Batches of invoices for the gateway's own tests: each line as the invoices in memory take it. */

import type { CustomerInvoice } from '@kontor/canon';
import type { Transaction } from '@kontor/contracts';
import type { Defect, Problem, TransactionId } from '@kontor/kernel';
import { openBatchRecord } from '../../services/invoices/batch/batch-record.ts';
import type { InvoiceBatches } from '../invoice-batch-services.ts';
import type { Call } from '../services.ts';

type Acceptance =
  | { readonly kind: 'accepted'; readonly result: Transaction }
  | { readonly kind: 'duplicate'; readonly transaction: TransactionId }
  | { readonly kind: 'unacceptable'; readonly errors: readonly Defect[] };

export function memoryInvoiceBatches(
  acceptInvoice: (call: Call, invoice: CustomerInvoice) => Acceptance,
): InvoiceBatches {
  return {
    async accept(call, { mode, lines, failure }) {
      const record = openBatchRecord();
      for await (const read of lines) {
        const { line } = read;
        const outcome = read.kind === 'value' ? acceptInvoice(call, read.value) : undefined;
        const problem = read.kind === 'refused' ? read.problem : problemOf(outcome);
        const place = record.note({ line, ...(problem && { problem }) });
        if (outcome?.kind === 'accepted') {
          record.settle(place, { kind: 'accepted' }, outcome.result.id);
        }
      }
      if (mode === 'partial') return { kind: 'worked', result: record.toBatch(mode) };
      if (failure() !== undefined) return { kind: 'broken_off' };
      const refused = record.refused();
      if (refused.length > 0) return { kind: 'refused', lines: record.lines, refused };
      return { kind: 'worked', result: record.toBatch(mode) };
    },
  };
}

function problemOf(outcome: Acceptance | undefined): Problem | undefined {
  if (outcome?.kind === 'duplicate') return { code: 'duplicate_business_key' };
  if (outcome?.kind !== 'unacceptable') return undefined;
  return { code: 'unacceptable_invoice', errors: outcome.errors };
}

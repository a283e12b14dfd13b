/** Accepting customer invoices: read, check against master data, make durable, answer. */

import type { AcceptOutcome, GroupCommit, NewTransaction } from '@kontor/engine';
import type { CustomerInvoice } from '@kontor/canon';
import { unreachable } from '@kontor/kernel';
import type { Prevented } from '@kontor/reconciliation';
import type { IdempotentCall, InvoiceOutcome, Invoices } from '../../gateway/services.ts';
import { readCustomerInvoice } from './read-customer-invoice.ts';
import { checkInvoice, startInvoice, type InvoiceDesk } from './start-invoice.ts';
import { toAcceptedTransaction } from './to-accepted-transaction.ts';

export type InvoicesOptions = InvoiceDesk & {
  readonly accept: GroupCommit<NewTransaction, AcceptOutcome>;
  /** Deliveries were written to these connections. */
  readonly wake: (connections: Iterable<string>) => void;
  /** Something did not happen twice. Never throws: the caller is answered either way. */
  readonly onRepeat: (prevented: Prevented) => Promise<void>;
};

export function invoicesService(options: InvoicesOptions): Invoices {
  const { runtime } = options;
  return {
    async accept(call, document) {
      if (document.kind === 'json') return acceptInvoice(options, call, document.invoice);
      const read = await readCustomerInvoice(document, runtime.reference);
      if (read.kind !== 'invoice') return read;
      const { legalEntity } = read.invoice;
      if (!call.actor.legalEntities.has(legalEntity)) {
        return { kind: 'entity_forbidden', legalEntity };
      }
      return acceptInvoice(options, call, read.invoice);
    },
  };
}

async function acceptInvoice(
  { accept, wake, onRepeat, ...desk }: InvoicesOptions,
  call: IdempotentCall,
  invoice: CustomerInvoice,
): Promise<InvoiceOutcome> {
  const errors = checkInvoice(desk, invoice);
  if (errors.length > 0) return { kind: 'unacceptable', errors };
  const { transaction, progress } = startInvoice(desk, call, invoice);
  const result = toAcceptedTransaction(transaction, progress);
  const { operation, key, fingerprint } = call.idempotency;
  const outcome = await accept({
    transaction,
    progress,
    idempotency: { operation, key, fingerprint, reply: result },
  });
  switch (outcome.kind) {
    case 'accepted':
      wake(progress.deliveries.map(({ connection }) => connection));
      return { kind: 'accepted', result };
    case 'replayed':
      await onRepeat({ kind: 'same_key', legalEntity: invoice.legalEntity, ...about(outcome) });
      return { kind: 'replayed', result: outcome.reply as typeof result };
    case 'key_reused':
      return { kind: 'reused' };
    case 'duplicate':
      await onRepeat({
        kind: 'same_document',
        legalEntity: invoice.legalEntity,
        ...about(outcome),
      });
      return { kind: 'duplicate', transaction: outcome.transactionId };
    case 'deleted':
      return outcome;
    default:
      return unreachable(outcome);
  }
}

function about({ transactionId }: { readonly transactionId: string }): Pick<Prevented, 'subject'> {
  return { subject: { kind: 'transaction', id: transactionId } };
}

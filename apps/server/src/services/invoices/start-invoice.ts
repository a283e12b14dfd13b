/**
 * An invoice becomes the start of a transaction: checked against master data, its first steps
 * decided. What is sent alone and what comes in a batch is started here and nowhere else.
 */

import { checkInput, prepareTransaction, type NewTransaction, type Runtime } from '@kontor/engine';
import type { CustomerInvoice } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import type { Call } from '../../gateway/services.ts';

export type InvoiceDesk = {
  readonly definition: ProcessDefinition;
  readonly runtime: Runtime;
};

/** Everything that is wrong with it, as far as master data can tell. */
export function checkInvoice(
  { definition, runtime }: InvoiceDesk,
  invoice: CustomerInvoice,
): readonly Defect[] {
  return checkInput({ definition, input: invoice }, runtime);
}

export function startInvoice(
  { definition, runtime }: InvoiceDesk,
  { actor, correlationId, traceparent }: Call,
  invoice: CustomerInvoice,
): Pick<NewTransaction, 'transaction' | 'progress'> {
  return prepareTransaction(
    {
      definition,
      input: invoice,
      applicationId: actor.application,
      actor: actor.subject,
      channel: 'api',
      correlationId,
      traceparent,
    },
    runtime,
  );
}

/**
 * One line of a batch on its way to be accepted: may its sender bill for this company, is the
 * number new in this batch, do the checks let it through. The same as for an invoice that comes
 * alone; what would have been the answer there is the outcome of the line here.
 */

import type { CustomerInvoice } from '@kontor/canon';
import type { NewTransaction } from '@kontor/engine';
import { fromDecimal, parseCurrency, type Money, type Problem } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import type { ReadLine } from '../../../gateway/request/read-lines.ts';
import type { KeyedCall } from '../../../gateway/services.ts';
import { checkInvoice, startInvoice, type InvoiceDesk } from '../start-invoice.ts';

export type CheckedLine = {
  readonly line: number;
  /** Absent where the line could not be read. */
  readonly document?: Pick<CustomerInvoice, 'legalEntity' | 'number'>;
  readonly amount?: Money;
  /** Absent when nothing is wrong, as far as can be seen before the database is asked. */
  readonly problem?: Problem;
};

/** A check of one batch: it remembers the numbers that it met. */
export function lineCheck(
  desk: InvoiceDesk,
  call: KeyedCall,
): (line: ReadLine<CustomerInvoice>) => CheckedLine {
  const lineOf = new Map<string, number>();

  function problemOf(line: number, invoice: CustomerInvoice): Problem | undefined {
    const { legalEntity, number } = invoice;
    if (!call.actor.legalEntities.has(legalEntity)) {
      const detail = `The token does not permit ${legalEntity}.`;
      return { code: 'legal_entity_forbidden', detail };
    }
    const errors = checkInvoice(desk, invoice);
    if (errors.length > 0) return { code: 'unacceptable_invoice', errors };
    const businessKey = desk.definition.businessKey(invoice).join(SEPARATOR);
    const earlier = lineOf.get(businessKey);
    if (earlier !== undefined) {
      const detail = `Line ${earlier} of this batch is ${legalEntity} ${number}, too.`;
      return { code: 'duplicate_business_key', detail };
    }
    lineOf.set(businessKey, line);
    return undefined;
  }

  return (read) => {
    const { line } = read;
    if (read.kind === 'refused') return { line, problem: read.problem };
    const { value: invoice } = read;
    const { legalEntity, number } = invoice;
    const amount = amountOf(desk.definition, invoice);
    const problem = problemOf(line, invoice);
    return {
      ...{ line, document: { legalEntity, number } },
      ...(amount && { amount }),
      ...(problem && { problem }),
    };
  };
}

/** Its key is the batch's with its own business key: it may stand anywhere in a batch. */
export function startLine(
  desk: InvoiceDesk,
  call: KeyedCall,
  { invoice, fingerprint }: { readonly invoice: CustomerInvoice; readonly fingerprint: string },
): NewTransaction {
  const { transaction, progress } = startInvoice(desk, call, invoice);
  const { operation, key } = call.idempotency;
  return {
    ...{ transaction, progress },
    idempotency: {
      ...{ operation, fingerprint },
      key: `${key}${SEPARATOR}${transaction.businessKey}`,
      reply: { transaction: transaction.transactionId },
    },
  };
}

function amountOf(definition: ProcessDefinition, invoice: CustomerInvoice): Money | undefined {
  const { amount } = definition.summary(invoice);
  const code = amount && parseCurrency(amount.currency);
  return code && fromDecimal(amount.amount, code);
}

/** In no key of a caller and in no number: what it joins cannot be mistaken for something else. */
const SEPARATOR = '\u001f';

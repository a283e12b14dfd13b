/**
 * Whether a second person has to agree: unless the company set a limit for the currency, always;
 * with one, above it. Decided when the batch is accepted, and kept: a limit that is raised later
 * sends nothing by itself.
 */

import type { PaymentBatch } from '@kontor/canon';
import { currency, fromDecimal, present } from '@kontor/kernel';
import type { Context, ReferenceData } from '@kontor/process';
import { batchTotal } from './batch-total.ts';

export type Release = {
  readonly needsApproval: boolean;
  /** Absent where every batch needs a second person. */
  readonly limit?: string;
};

export function releaseLimit({ input }: Context<PaymentBatch>, reference: ReferenceData): Release {
  const limit = reference.legalEntity(input.legalEntity)?.paymentApprovalAbove?.[input.currency];
  if (limit === undefined) return { needsApproval: true };
  const code = currency(input.currency);
  const minorOf = (amount: string) => present(fromDecimal(amount, code), 'it is exact').minor;
  return { needsApproval: minorOf(batchTotal(input)) > minorOf(limit), limit };
}

export function releaseOf(enriched: Readonly<Record<string, unknown>>): Release {
  return enriched['limit'] as Release;
}

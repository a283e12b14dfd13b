/**
 * The day that the bank is told: as ordered, or the next banking day when that has passed while the
 * batch waited for its approval. Banks refuse orders for days that are over.
 */

import type { PaymentBatch } from '@kontor/canon';
import { dayKindOf, plusDays, type BankingDay } from '@kontor/kernel';
import type { Context, ReferenceData } from '@kontor/process';

export type ExecutionDay = { readonly executionDay: string };

export function executionDay(
  { input }: Context<PaymentBatch>,
  _reference: ReferenceData,
  today: BankingDay,
): ExecutionDay {
  if (input.executionDay >= today) return { executionDay: input.executionDay };
  let day = today;
  while (dayKindOf(day, input.currency).kind !== 'banking') day = plusDays(day, 1);
  return { executionDay: day };
}

export function executionDayOf(enriched: Readonly<Record<string, unknown>>): string {
  return (enriched['day'] as ExecutionDay).executionDay;
}

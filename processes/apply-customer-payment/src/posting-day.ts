/**
 * A receipt is posted on the day the bank booked it, or, when that day's period is closed already,
 * on the day it is applied: money that came in is never held back by a calendar. The ledger has the
 * last word on its periods.
 */

import type { CustomerPayment } from '@kontor/canon';
import { parseBankingDay, present, type BankingDay } from '@kontor/kernel';
import type { Context, ReferenceData } from '@kontor/process';

export type PostingDay = { readonly postingDay: BankingDay };

export function postingDay(
  { input }: Context<CustomerPayment>,
  reference: ReferenceData,
  today: BankingDay,
): PostingDay {
  const bookingDay = present(parseBankingDay(input.bookingDay), 'a bank booked it on a day');
  const isClosed = reference.period(input.legalEntity, bookingDay)?.status === 'closed';
  return { postingDay: isClosed ? today : bookingDay };
}

export function postingDayOf(enriched: Readonly<Record<string, unknown>>): BankingDay {
  return (enriched['posting'] as PostingDay).postingDay;
}

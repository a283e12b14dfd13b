import type { PaymentBatch } from '@kontor/canon';
import { dayKindOf, parseBankingDay, plusDays } from '@kontor/kernel';
import type { Check } from '@kontor/process';

/** The day on which the bank shall debit us is a banking day that has not passed. */
export const executionDayPossible: Check<PaymentBatch> = (batch, _reference, today) => {
  const at = '/executionDay';
  const day = parseBankingDay(batch.executionDay);
  if (!day) {
    return [{ code: 'no_such_day', at, detail: `There is no day ${batch.executionDay}.` }];
  }
  if (day < today) {
    return [{ code: 'day_has_passed', at, detail: `${day} has passed: today is ${today}.` }];
  }
  if (day > plusDays(today, AHEAD_DAYS_MAX)) {
    const detail = `${day} is more than ${AHEAD_DAYS_MAX} days ahead: order it later.`;
    return [{ code: 'day_too_far_ahead', at, detail }];
  }
  const kind = dayKindOf(day, batch.currency);
  if (kind.kind === 'banking') return [];
  const why = kind.kind === 'holiday' ? kind.name : 'a weekend';
  return [{ code: 'not_a_banking_day', at, detail: `No bank books on ${day}: it is ${why}.` }];
};

/** Banks keep orders for about a year at most; a year that was mistyped is further away. */
const AHEAD_DAYS_MAX = 365;

/** The days that a report is about, and whose. */

import { bankingDayOf, parseBankingDay, plusDays, type BankingDay } from '@kontor/kernel';
import type { Clock } from '@kontor/kernel';
import type { Call } from '../../../gateway/services.ts';

export type Span = {
  readonly firstDay: BankingDay;
  readonly lastDay: BankingDay;
  /** The same days as moments: from (included) to (excluded). */
  readonly from: string;
  readonly to: string;
  readonly legalEntities: readonly string[];
};

export type SpanQuery = {
  readonly from?: string;
  readonly to?: string;
  readonly legalEntity?: string;
};

/** Undefined when there are no such days, or too many of them. */
export function spanOf(clock: Clock, { actor }: Call, query: SpanQuery): Span | undefined {
  const lastDay = parseBankingDay(query.to ?? bankingDayOf(clock.now()));
  if (lastDay === undefined) return undefined;
  const firstDay = parseBankingDay(query.from ?? plusDays(lastDay, 1 - DAYS_DEFAULT));
  if (firstDay === undefined || firstDay > lastDay) return undefined;
  if (plusDays(firstDay, DAYS_MAX) <= lastDay) return undefined;
  const { legalEntity } = query;
  return {
    firstDay,
    lastDay,
    from: `${firstDay}T00:00:00Z`,
    to: `${plusDays(lastDay, 1)}T00:00:00Z`,
    legalEntities: legalEntity === undefined ? [...actor.legalEntities] : [legalEntity],
  };
}

const DAYS_DEFAULT = 30;
/** A year and a day: what one compares with the year before. */
export const DAYS_MAX = 366;

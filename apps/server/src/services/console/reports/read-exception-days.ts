import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Span } from './span.ts';

export type ExceptionDayRow = {
  readonly day: BankingDay;
  readonly opened: number;
  readonly resolved: number;
};

/** How many opened and how many were resolved on each day. */
export async function readExceptionDays(
  db: Queryable,
  { from, to, legalEntities }: Span,
): Promise<readonly ExceptionDayRow[]> {
  const { rows } = await db.query<ExceptionDayRow>({
    name: 'read_exception_days',
    text: READ_EXCEPTION_DAYS,
    values: [legalEntities, from, to],
  });
  return rows;
}

// Two halves, because each has an index of its own.
export const READ_EXCEPTION_DAYS = `
  select day, sum(opened)::integer as opened, sum(resolved)::integer as resolved
  from (
    select (opened_at at time zone 'utc')::date as day, 1 as opened, 0 as resolved
    from exception
    where legal_entity = any($1) and opened_at >= $2::timestamptz and opened_at < $3::timestamptz
    union all
    select (resolved_at at time zone 'utc')::date, 0, 1
    from exception
    where legal_entity = any($1)
      and resolved_at >= $2::timestamptz and resolved_at < $3::timestamptz
  ) as moved
  group by day
  order by day
`;

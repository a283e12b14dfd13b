/**
 * Transactions of one process by the day of their acceptance: what became of them, and how long
 * the step of the service level took. The row without a day is the total, whose percentiles cannot
 * be worked out from those of the days.
 */

import type { BankingDay } from '@kontor/kernel';
import type { ServiceLevel } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import type { Span } from './span.ts';

export type PostingRow = {
  readonly day: BankingDay | null;
  readonly accepted: number;
  readonly posted: number;
  readonly refused: number;
  readonly taken_back: number;
  readonly stopped: number;
  readonly working: number;
  readonly in_time: number;
  readonly percentiles: readonly number[] | null;
};

export async function readPostingDays(
  db: Queryable,
  { from, to, legalEntities }: Span,
  { process, serviceLevel }: { readonly process: string; readonly serviceLevel: ServiceLevel },
): Promise<readonly PostingRow[]> {
  const { rows } = await db.query<PostingRow>({
    name: 'read_posting_days',
    text: READ_POSTING_DAYS,
    values: [process, legalEntities, from, to, serviceLevel.step, serviceLevel.withinSeconds],
  });
  return rows;
}

export const READ_POSTING_DAYS = `
  with standing as (
    select (transaction.accepted_at at time zone 'utc')::date as day,
           extract(epoch from step.finished_at - transaction.accepted_at) as seconds,
           case when transaction.status in ('refused', 'taken_back') then transaction.status
                when step.finished_at is not null then 'posted'
                when transaction.status in ('waiting', 'parked') then 'stopped'
                else 'working' end as became
    from transaction
    left join delivery as step on step.transaction_id = transaction.transaction_id
      and step.step = $5 and step.direction = 'forward' and step.status = 'confirmed'
    where transaction.process = $1 and transaction.legal_entity = any($2)
      and transaction.accepted_at >= $3::timestamptz and transaction.accepted_at < $4::timestamptz
  )
  select day, count(*)::integer as accepted,
         count(*) filter (where became = 'posted')::integer as posted,
         count(*) filter (where became = 'refused')::integer as refused,
         count(*) filter (where became = 'taken_back')::integer as taken_back,
         count(*) filter (where became = 'stopped')::integer as stopped,
         count(*) filter (where became = 'working')::integer as working,
         count(*) filter (where became = 'posted' and seconds <= $6)::integer as in_time,
         percentile_disc(array[0.5, 0.95]) within group (order by (seconds * 1000)::float8)
           filter (where became = 'posted') as percentiles
  from standing
  group by grouping sets ((day), ())
  order by day nulls last
`;

import type { ExceptionAge } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type OpenAgeRow = {
  readonly age: ExceptionAge;
  readonly currency: string | null;
  readonly count: number;
  readonly minor: string | null;
};

/**
 * What is open now, by how long it has been, and by currency. Amounts without their sign: a credit
 * note that waits does not make an invoice that waits smaller.
 */
export async function readOpenAges(
  db: Queryable,
  legalEntities: readonly string[],
  now: Instant,
): Promise<readonly OpenAgeRow[]> {
  const { rows } = await db.query<OpenAgeRow>({
    name: 'read_open_ages',
    text: READ_OPEN_AGES,
    values: [legalEntities, now],
  });
  return rows;
}

const READ_OPEN_AGES = `
  select case when opened_at > $2::timestamptz - interval '1 hour' then 'hour'
              when opened_at > $2::timestamptz - interval '1 day' then 'day'
              when opened_at > $2::timestamptz - interval '3 days' then 'three-days'
              when opened_at > $2::timestamptz - interval '7 days' then 'week'
              else 'older' end as age,
         currency, count(*)::integer as count, sum(abs(amount_minor))::text as minor
  from exception
  where status = 'open' and legal_entity = any($1)
  group by age, currency
  order by age, currency
`;

import type { Queryable } from '@kontor/postgres';
import type { StoredTransaction } from '@kontor/engine';

export type PeriodOf = {
  readonly legalEntity: string;
  readonly name: string;
  readonly status: 'open' | 'closed';
  readonly version: number;
};

/** The fiscal period that a document is posted in: of its posting day, or else of its own date. */
export async function readPeriodOf(
  db: Queryable,
  { legalEntity, input, state }: StoredTransaction,
): Promise<PeriodOf | undefined> {
  const day = dayOf(state.enriched['posting'], 'postingDay') ?? dayOf(input, 'issueDate');
  if (day === undefined) return undefined;
  const { rows } = await db.query<{ period: string; status: 'open' | 'closed'; version: number }>({
    name: 'read_period_of_day',
    text: READ_PERIOD_OF_DAY,
    values: [legalEntity, day],
  });
  const [row] = rows;
  return row && { legalEntity, name: row.period, status: row.status, version: row.version };
}

function dayOf(values: unknown, name: string): string | undefined {
  const day: unknown = (values as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

const READ_PERIOD_OF_DAY = `
  select period, status, version
  from period
  where legal_entity = $1 and $2::date between first_day and last_day
  order by period
  limit 1
`;

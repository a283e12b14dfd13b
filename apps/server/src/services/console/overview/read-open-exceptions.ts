import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type OpenExceptionsRow = {
  readonly legal_entity: string;
  readonly kind: 'delivery' | 'approval' | 'receipt' | 'file';
  readonly code: string;
  readonly currency: string | null;
  readonly age: 'under-an-hour' | 'under-a-day' | 'under-a-week' | 'older';
  readonly count: number;
  readonly minor: string;
  readonly oldest: Instant;
};

/** How much waits for a person, by age and cause, of all legal entities. */
export async function readOpenExceptions(db: Queryable): Promise<readonly OpenExceptionsRow[]> {
  const { rows } = await db.query<OpenExceptionsRow>({
    name: 'read_open_exceptions',
    text: READ_OPEN_EXCEPTIONS,
  });
  return rows;
}

// Signed, as the list of exceptions and the control totals add them up.
export const READ_OPEN_EXCEPTIONS = `
  select legal_entity, kind, code, currency,
         case when opened_at > now() - interval '1 hour' then 'under-an-hour'
              when opened_at > now() - interval '1 day' then 'under-a-day'
              when opened_at > now() - interval '7 days' then 'under-a-week'
              else 'older' end as age,
         count(*)::integer as count, coalesce(sum(amount_minor), 0)::text as minor,
         min(opened_at) as oldest
  from exception
  where status = 'open'
  group by legal_entity, kind, code, currency, age
`;

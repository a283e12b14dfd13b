/**
 * The months in which something was accepted, and what their history takes on disk. Asked of the
 * catalogue of PostgreSQL and of the first transaction there is, never of the rows.
 */

import { bankingDayOf, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { monthAfter } from '../../records/month-span.ts';

export type HistoryMonths = {
  /** Newest first. */
  readonly months: readonly { readonly month: string; readonly bytes?: number }[];
  readonly bytesWithoutMonth: number;
};

export async function readHistoryMonths(db: Queryable, now: Instant): Promise<HistoryMonths> {
  const [parts, first] = await Promise.all([
    db.query<PartRow>({ name: 'read_history_parts', text: READ_HISTORY_PARTS }),
    db.query<FirstRow>({ name: 'read_first_accepted', text: READ_FIRST_ACCEPTED }),
  ]);
  const bytes = new Map(parts.rows.map((row) => [row.month, Number.parseInt(row.bytes, 10)]));
  const firstAt = first.rows[0]?.accepted_at;
  const last = bankingDayOf(now).slice(0, 7);
  const months: { month: string; bytes?: number }[] = [];
  if (firstAt !== undefined) {
    for (let month = firstAt.slice(0, 7); month <= last; month = monthAfter(month)) {
      const size = bytes.get(month);
      months.unshift({ month, ...(size !== undefined && { bytes: size }) });
      if (months.length === MONTHS_MAX) break;
    }
  }
  return { months, bytesWithoutMonth: bytes.get(null) ?? 0 };
}

// A table that is cut has no size of its own; what is in no month is in `_before` or `_other`.
const READ_HISTORY_PARTS = `
  select
    case when relname ~ '_\\d{4}_\\d{2}$' then replace(right(relname, 7), '_', '-') end as month,
    sum(pg_total_relation_size(pg_class.oid))::text as bytes
  from history_table
  join pg_inherits on inhparent = to_regclass(history_table.name)
  join pg_class on pg_class.oid = inhrelid and relkind = 'r'
  group by 1
`;

const READ_FIRST_ACCEPTED = `
  select accepted_at from transaction order by accepted_at, transaction_id limit 1
`;

type PartRow = { readonly month: string | null; readonly bytes: string };
type FirstRow = { readonly accepted_at: Instant };

/** A century: a clock that was wrong once makes no endless list. */
const MONTHS_MAX = 1_200;

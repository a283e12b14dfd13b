/** How many rows were ever written in the tables of each topic, as PostgreSQL counts them. */

import type { Topic } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';

/** A mark means nothing by itself; another mark means that something changed. */
export type Marks = ReadonlyMap<Topic, string>;

export async function readMarks(db: Queryable): Promise<Marks> {
  const tables = [...new Set(Object.values(TABLES).flat())];
  const { rows } = await db.query<CounterRow>({
    name: 'read_change_counters',
    text: READ_CHANGE_COUNTERS,
    values: [tables],
  });
  const written = new Map(rows.map(({ name, written: count }) => [name, count]));
  return new Map(
    Object.entries(TABLES).map(([topic, names]) => [
      topic as Topic,
      names.map((name) => written.get(name) ?? '0').join(' '),
    ]),
  );
}

/** What a screen of the topic is made of. */
const TABLES: Readonly<Record<Topic, readonly string[]>> = {
  transactions: ['transaction', 'delivery'],
  exceptions: ['exception', 'exception_comment', 'exception_batch'],
  connections: ['connection', 'lane', 'delivery'],
  payments: ['payment_batch', 'payment_transfer', 'payment_status_report', 'transaction'],
  bank: ['bank_file', 'bank_statement', 'bank_entry'],
  receivables: ['open_item', 'match', 'match_refusal', 'claim', 'bank_entry'],
  approvals: ['match', 'exception', 'exception_batch', 'legal_hold', 'record_deletion'],
  retention: ['legal_hold', 'record_deletion'],
};

const READ_CHANGE_COUNTERS = `
  select class.relname as name,
         (pg_stat_get_tuples_inserted(class.oid) + pg_stat_get_tuples_updated(class.oid)
           + pg_stat_get_tuples_deleted(class.oid))::text as written
    from pg_class class
   where class.oid = any (select to_regclass(name) from unnest($1::text[]) as name)
`;

type CounterRow = { readonly name: string; readonly written: string };

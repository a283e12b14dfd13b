/** How many rows a list has, counted up to a limit: beyond it nobody needs the figure. */

import type { Total } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { clausesOf, type Condition } from './read-page.ts';

export async function countRows(
  db: Queryable,
  table: string,
  conditions: readonly (Condition | undefined)[],
  limit: number,
): Promise<Total> {
  const values: unknown[] = [];
  const clauses = clausesOf(conditions, (value) => `$${values.push(value)}`);
  const { rows } = await db.query<{ readonly count: number }>({
    text: `
      select count(*)::integer as count
      from (select 1 from ${table} where ${clauses.join(' and ')} limit ${limit + 1}) as counted
    `,
    values,
  });
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, limit), isExact: count <= limit };
}

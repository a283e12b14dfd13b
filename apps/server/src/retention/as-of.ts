import { parseInstant, present, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/** Of two clocks that differ, by the one behind: nothing is due early. */
export async function readAsOf(db: Queryable, now: Instant): Promise<Instant> {
  const { rows } = await db.query<{ readonly as_of: Instant }>({
    name: 'read_as_of',
    text: 'select least($1::timestamptz, now()) as as_of',
    values: [now],
  });
  return present(parseInstant(rows[0]?.as_of ?? ''), 'the database knows the time');
}

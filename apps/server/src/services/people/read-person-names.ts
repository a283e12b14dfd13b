import type { Queryable } from '@kontor/postgres';

/** What people are called; who is not known keeps the name that the token has. */
export async function readPersonNames(
  db: Queryable,
  subjects: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(subjects)].filter((subject) => subject !== null);
  if (asked.length === 0) return new Map();
  const { rows } = await db.query<{ subject: string; name: string }>({
    name: 'read_person_names',
    text: READ_PERSON_NAMES,
    values: [asked],
  });
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}

const READ_PERSON_NAMES = 'select subject, name from person where subject = any($1::text[])';

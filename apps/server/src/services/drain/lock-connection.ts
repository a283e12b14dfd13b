import type { Queryable } from '@kontor/postgres';

/** Its version now, which nobody else changes until this is over. */
export async function lockConnection(db: Queryable, name: string): Promise<number | undefined> {
  const { rows } = await db.query<{ version: number }>({
    name: 'lock_connection',
    text: LOCK_CONNECTION,
    values: [name],
  });
  return rows[0]?.version;
}

const LOCK_CONNECTION = 'select version from connection where name = $1 for update';

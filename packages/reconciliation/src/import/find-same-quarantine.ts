/** The same bytes, quarantined for the same reasons, about which a person has not decided yet. */

import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { entitiesOf } from './finish-file.ts';
import type { ReadFile } from './settle-import.ts';

export async function findSameQuarantine(
  db: Queryable,
  file: ReadFile,
  reasons: readonly Defect[],
): Promise<string | undefined> {
  const { rows } = await db.query<{ bank_file_id: string }>({
    name: 'find_same_quarantine',
    text: FIND_SAME_QUARANTINE,
    values: [file.contentHash, JSON.stringify(reasons), entitiesOf(file)],
  });
  return rows[0]?.bank_file_id;
}

const FIND_SAME_QUARANTINE = `
  select bank_file_id
  from bank_file as file
  where content_hash = $1 and status = 'quarantined' and reasons = $2::jsonb
    and legal_entities = $3
    and exists (
      select from exception
      where exception.bank_file_id = file.bank_file_id and exception.status = 'open')
  order by received_at desc
  limit 1
`;

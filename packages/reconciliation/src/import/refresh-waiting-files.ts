/** A file waits as long as one of its statements does. */

import type { Queryable } from '@kontor/postgres';

export async function refreshWaitingFiles(db: Queryable): Promise<void> {
  await db.query({ name: 'refresh_waiting_files', text: REFRESH_WAITING_FILES });
}

const REFRESH_WAITING_FILES = `
  update bank_file
  set status = settled.status,
      reasons = jsonb_path_query_array(reasons, '$[*] ? (@.code != "gap")'),
      finished_at = now()
  from (
    select file.bank_file_id,
      case when bool_or(statement.status = 'booked') then 'booked' else 'quarantined' end as status
    from bank_file as file
    join bank_statement as statement using (bank_file_id)
    where file.status = 'waiting'
    group by file.bank_file_id
    having not bool_or(statement.status = 'waiting')
  ) as settled
  where bank_file.bank_file_id = settled.bank_file_id
`;

/**
 * Clears pauses whose time is over, each with its audit entry. Leases went on at that very moment
 * already: they compare it with the clock of the database themselves.
 */

import type { Queryable } from '@kontor/postgres';
import type { Duty } from './start-duties.ts';

export function endPauses(pool: Queryable): Duty {
  return async () => {
    await pool.query({ name: 'end_pauses_of_connections', text: END_PAUSES_OF_CONNECTIONS });
    await pool.query({ name: 'end_pauses_of_processes', text: END_PAUSES_OF_PROCESSES });
    return REST_MS;
  };
}

/** Only what screens say of it may lag. */
const REST_MS = 1_000;
const REASON = `'Its time was over.'`;

const END_PAUSES_OF_CONNECTIONS = `
  with ended as (
    update connection
    set paused_reason = null, paused_until = null, version = version + 1
    where paused_until <= now()
    returning name
  )
  insert into audit_entry (actor, action, subject_kind, subject_id, reason, correlation_id)
  select 'engine', 'connection.resumed', 'connection', name, ${REASON}, gen_random_uuid()::text
  from ended
`;

const END_PAUSES_OF_PROCESSES = `
  with ended as (
    update process_control
    set paused_reason = null, paused_by = null, paused_at = null, paused_until = null,
        version = version + 1
    where paused_until <= now()
    returning process, connection
  )
  insert into audit_entry (actor, action, subject_kind, subject_id, reason, detail, correlation_id)
  select 'engine', 'process.resumed', 'process', process, ${REASON},
         case when connection = '*' then '{}'::jsonb
              else jsonb_build_object('connection', connection) end,
         gen_random_uuid()::text
  from ended
`;

/**
 * What each queue has to obey now: how much at once, how fast, and what stands. Whether a pause or
 * a window lasts is said by the clock of the database, as in the lease.
 */

import type { QueueSettings } from '@kontor/engine';
import type pg from 'pg';

export async function readQueueSettings(
  pool: pg.Pool,
): Promise<readonly (readonly [string, QueueSettings])[]> {
  const { rows } = await pool.query<ConnectionRow>({
    name: 'read_queue_settings',
    text: READ_QUEUE_SETTINGS,
  });
  return rows.map((row) => [row.name, fromConnectionRow(row)]);
}

const READ_QUEUE_SETTINGS = `
  select name, concurrency, rate_per_second,
         coalesce(
           case when paused_until is null or paused_until > now() then paused_reason end,
           (select title
            from calendar_window join calendar_entry using (connection, entry)
            where calendar_window.connection = name and from_at <= now() and until_at > now()
            limit 1)) as standing_reason,
         (select (extract(epoch from rests_until - now()) * 1000)::float8 from connection_calls
          where connection_calls.connection = name and rests_until > now()) as rests_for_ms,
         array(
           select process from process_control
           where process_control.connection in ('*', name)
             and process_control.paused_reason is not null
             and (process_control.paused_until is null or process_control.paused_until > now())
         ) as paused_processes
  from connection
`;

function fromConnectionRow(row: ConnectionRow): QueueSettings {
  return {
    concurrency: row.concurrency,
    ...(row.rate_per_second !== null && { ratePerSecond: row.rate_per_second }),
    ...(row.standing_reason !== null && { pausedReason: row.standing_reason }),
    ...(row.rests_for_ms !== null && { restsForMs: row.rests_for_ms }),
    pausedProcesses: new Set(row.paused_processes),
  };
}

type ConnectionRow = {
  readonly name: string;
  readonly concurrency: number;
  readonly rate_per_second: number | null;
  readonly standing_reason: string | null;
  readonly rests_for_ms: number | null;
  readonly paused_processes: readonly string[];
};

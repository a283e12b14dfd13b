/** Writes what a test decided into the tables that the lease reads. */

import type pg from 'pg';
import type { DrainControl } from '../../drain-control.ts';

export async function writeDrainControl(
  db: pg.Pool,
  { pausedConnections, windows, processes }: DrainControl,
): Promise<void> {
  await db.query(EMPTY);
  const connections = new Set([
    ...pausedConnections.keys(),
    ...windows.map(({ connection }) => connection),
  ]);
  for (const connection of connections) {
    const paused = pausedConnections.get(connection);
    await db.query(INSERT_CONNECTION, [
      connection,
      paused ? 'By a test.' : null,
      paused?.until ?? null,
    ]);
    await db.query(INSERT_ENTRY, [connection]);
  }
  for (const { connection, from, until } of windows) {
    await db.query(INSERT_WINDOW, [connection, from, until]);
  }
  for (const { process, connection, priority, paused } of processes) {
    const until = paused?.until ?? null;
    const pausing = paused ? ['By a test.', 'ana', '2026-01-01T00:00:00Z', until] : NOT_PAUSED;
    await db.query(INSERT_PROCESS, [process, connection ?? '*', priority ?? null, ...pausing]);
  }
}

const NOT_PAUSED = [null, null, null, null];
const EMPTY = 'truncate process_control, calendar_entry, calendar_window, connection cascade';
const INSERT_CONNECTION = `
  insert into connection (name, connector, paused_reason, paused_until) values ($1, 'test', $2, $3)
`;
const INSERT_ENTRY = `
  insert into calendar_entry (connection, entry, kind, title, timing, added_by, reason)
  values ($1, 'test', 'freeze', 'A test', '{}', 'ana', 'By a test.')
`;
const INSERT_WINDOW = `
  insert into calendar_window (connection, entry, from_at, until_at) values ($1, 'test', $2, $3)
`;
const INSERT_PROCESS = `
  insert into process_control
    (process, connection, priority, paused_reason, paused_by, paused_at, paused_until)
  values ($1, $2, $3, $4, $5, $6, $7)
`;

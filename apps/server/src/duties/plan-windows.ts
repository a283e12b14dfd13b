/** Works out the windows of every calendar anew, so that the year ahead never ends. */

import { inTransaction } from '@kontor/postgres';
import type { Clock } from '@kontor/kernel';
import type pg from 'pg';
import { writeWindows } from '../services/drain/write-windows.ts';
import type { Duty } from './start-duties.ts';

export function planWindows(pool: pg.Pool, clock: Clock): Duty {
  return async () => {
    const { rows } = await pool.query<{ connection: string }>({
      text: 'select distinct connection from calendar_entry',
    });
    for (const { connection } of rows) {
      await inTransaction(pool, async (db) => {
        // Whoever changes the calendar now comes before or after, never in between.
        await db.query('select 1 from connection where name = $1 for update', [connection]);
        await writeWindows(db, connection, clock.now());
      });
    }
    return HOUR_MS;
  };
}

const HOUR_MS = 3_600_000;

/**
 * Makes the parts of history for the months to come, long before they begin: what arrives in a
 * month without one is kept beside them, and moved when its part is made. Parts of six years ago of
 * which nothing is left are let go.
 */

import { inTransaction, sqlStateOf } from '@kontor/postgres';
import type pg from 'pg';
import type { Duty } from '../duties/start-duties.ts';
import { readHistoryStanding, type HistoryStanding } from './read-history-standing.ts';

/** `onLack` is told of a table that has too few months ahead, or rows in none. */
export function makeHistoryMonths(
  pool: pg.Pool,
  onLack: (standing: HistoryStanding) => void,
): Duty {
  return async () => {
    const isMade = await make(pool);
    for (const standing of await readHistoryStanding(pool)) {
      if (standing.monthsAhead < MONTHS_AHEAD || standing.rowsWithoutMonth > 0) onLack(standing);
    }
    return isMade ? REST_MS : WHILE_BUSY_MS;
  };
}

/** False when somebody holds what it needs: there are months of time to try again. */
async function make(pool: pg.Pool): Promise<boolean> {
  try {
    await inTransaction(pool, async (db) => {
      await db.query(`set local lock_timeout = ${LOCK_MS_MAX}`);
      await db.query('select make_history_months($1)', [MONTHS_AHEAD]);
    });
    await inTransaction(pool, async (db) => {
      await db.query(`set local lock_timeout = ${LOCK_MS_MAX}`);
      await db.query('select drop_empty_history_months()');
    });
    return true;
  } catch (error) {
    if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

/** So that a server that nobody starts for a quarter is no trouble. */
const MONTHS_AHEAD = 3;
const REST_MS = 6 * 60 * 60 * 1_000;
const WHILE_BUSY_MS = 60_000;
/** Others stand behind us in the queue of a lock: they are not kept for longer. */
const LOCK_MS_MAX = 500;
const LOCK_NOT_AVAILABLE = '55P03';

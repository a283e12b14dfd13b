/**
 * Record what became of leased heads, many lanes in one database transaction. The first statement
 * moves the lanes and compares their lease tokens: what belongs to a lane whose lease was lost is
 * dropped, whatever it says. Only then is anything else written, so a worker that slept through its
 * lease changes nothing.
 */

import { assert } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import type { Settlement } from '../engine-store.ts';
import { insertAttempts } from './insert-attempts.ts';
import { moveLanes } from './move-lanes.ts';
import { updateDeliveries } from './update-deliveries.ts';
import { updateTransactions } from './update-transactions.ts';
import { writeProgress } from './write-progress.ts';

export async function settle(
  pool: pg.Pool,
  settlements: readonly Settlement[],
): Promise<readonly boolean[]> {
  return inTransaction(pool, async (db) => {
    const ours = await moveLanes(db, settlements);
    const valid = settlements.filter(({ lease }) => ours.has(lease.laneId));
    const moved = valid.flatMap(({ transaction, result }) => {
      if (!transaction || !('progress' in result) || !result.progress) return [];
      return [{ transaction, progress: result.progress, position: transaction.version + 1 }];
    });
    const [updated] = await Promise.all([
      updateTransactions(db, moved),
      updateDeliveries(db, valid),
      insertAttempts(db, valid),
      writeProgress(db, moved),
    ]);
    assert(updated === moved.length, 'only the holder of its lane changes a working transaction');
    return settlements.map(({ lease }) => ours.has(lease.laneId));
  });
}

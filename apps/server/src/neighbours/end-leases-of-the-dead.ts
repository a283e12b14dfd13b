/**
 * Ends the leases of neighbours that died: the process before this one, which a supervisor started
 * again, or another server of this machine. Silence over the network proves nothing and is never
 * taken for a death; what the kernel says does. See docs/decisions/containment.md.
 */

import { rmSync } from 'node:fs';
import type { EngineStore, Holder } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { Logger } from 'pino';
import { CALL_MS_MAX } from '../connections/open-connection.ts';
import type { Duty } from '../duties/start-duties.ts';
import type { AnnouncedProcess } from './announce-process.ts';
import { knock } from './knock.ts';

export type NeighbourOptions = {
  readonly pool: pg.Pool;
  readonly store: Pick<EngineStore, 'endLeases'>;
  readonly announced: AnnouncedProcess;
  readonly clock: Pick<Clock, 'elapsedMs'>;
  readonly logger: Pick<Logger, 'warn'>;
};

export function endLeasesOfTheDead(options: NeighbourOptions): Duty {
  const { pool, store, announced, clock, logger } = options;
  let sweptAtMs = clock.elapsedMs();
  return async () => {
    const { rows } = await pool.query<NeighbourRow>({
      name: 'read_neighbours',
      text: 'select holder, door from server_process where boot = $1 and holder <> $2',
      values: [announced.boot, announced.holder],
    });
    for (const { holder, door } of rows) {
      if ((await knock(door)) !== 'dead') continue;
      // Its systems may work on what it sent for as long as it would have waited for them.
      const lanes = await store.endLeases(holder, CALL_MS_MAX);
      await pool.query('delete from server_process where holder = $1', [holder]);
      rmSync(door, { force: true });
      logger.warn({ lanes }, 'a server of this machine died; what it held is handed out again');
    }
    if (clock.elapsedMs() - sweptAtMs > SWEEP_MS) {
      sweptAtMs = clock.elapsedMs();
      await announced.sayAgain();
      await pool.query(`delete from server_process where last_seen_at < now() - interval '1 day'`);
    }
    return LOOK_MS;
  };
}

type NeighbourRow = { readonly holder: Holder; readonly door: string };

/** A death is noticed within a second; a knock costs a tenth of a millisecond. */
const LOOK_MS = 1_000;
/** Machines that never come back leave a row each; a day is far longer than a row goes unsaid. */
const SWEEP_MS = 3_600_000;

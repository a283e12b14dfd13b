/** Connections and lanes as operators see and steer them. */

import type { ProcessCatalogue, QueueView } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { ListPostings } from '../../connections/open-connection.ts';
import type { Operations } from '../../gateway/services.ts';
import { changeLane } from './change-lane.ts';
import { listLanes } from './list-lanes.ts';
import { listUnknownPostings } from './list-unknown-postings.ts';
import { pauseConnection, resumeConnection } from './pause-connection.ts';
import { readBacklog } from './read-backlog.ts';
import { readConnectionViews } from './read-connection-views.ts';
import { readOldestWaiting } from './read-oldest-waiting.ts';
import { refreshConnection } from './refresh-connection.ts';
import { sharedReading, type SharedReading } from './shared-reading.ts';

export type OperationsOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  /** What the queue of a connection says of itself; undefined where none runs in this process. */
  readonly inspect: (connection: string) => QueueView | undefined;
  /** Has the queues of this process obey what was just decided. */
  readonly obeySettings: () => Promise<void>;
  /** What people call a connection: its name when undefined. */
  readonly titleOf: (connection: string) => string | undefined;
  /** Starts reading its master data anew; false when it has none to read. */
  readonly refreshMasterData: (connection: string) => boolean;
  /** Asks a system what was posted by us; undefined when it cannot be asked. */
  readonly listPostings: (connection: string) => ListPostings | undefined;
};

export type OperationsContext = OperationsOptions & {
  readonly backlog: SharedReading<ReadonlyMap<string, number>>;
  readonly oldest: SharedReading<ReadonlyMap<string, string>>;
};

export function operationsService(options: OperationsOptions): Operations {
  const { pool, clock } = options;
  const context: OperationsContext = {
    ...options,
    backlog: sharedReading(() => readBacklog(pool), { clock, ageMsMax: BACKLOG_AGE_MS_MAX }),
    oldest: sharedReading(() => readOldestWaiting(pool), { clock, ageMsMax: OLDEST_AGE_MS_MAX }),
  };
  return {
    listConnections: () => readConnectionViews(context),
    async findConnection(_call, name) {
      const [value] = await readConnectionViews(context, name);
      return value ? { kind: 'found', value } : { kind: 'absent' };
    },
    pauseConnection: (call, change) => pauseConnection(context, call, change),
    resumeConnection: (call, change) => resumeConnection(context, call, change),
    refreshMasterData: (call, name) => refreshConnection(context, call, name),
    listUnknownPostings: (call, comparison, page) =>
      listUnknownPostings(context, call, comparison, page),
    listLanes: (call, filters, page) => listLanes(pool, call, filters, page),
    holdLane: (call, change) => changeLane(pool, call, { ...change, kind: 'hold' }),
    async releaseLane(call, change) {
      return changeLane(pool, call, { ...change, kind: 'release' });
    },
  };
}

/** Counting half a million waiting lanes takes a tenth of a second: everybody shares one count. */
const BACKLOG_AGE_MS_MAX = 2_000;
/** Asking each lane for its head takes five times as long, and an age is old at once anyway. */
const OLDEST_AGE_MS_MAX = 10_000;

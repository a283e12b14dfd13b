/**
 * The connections as the console shows them. What everybody sees alike (backlog, ages, pace) is
 * read once for all who look; lanes, amounts and failures are those of the caller's legal entities.
 */

import type { QueueView } from '@kontor/engine';
import type { Clock, Instant } from '@kontor/kernel';
import type pg from 'pg';
import type { ConsoleConnections } from '../../../gateway/console-services.ts';
import { readBacklog } from '../../operations/read-backlog.ts';
import { readOldestWaiting } from '../../operations/read-oldest-waiting.ts';
import { sharedReading, type SharedReading } from '../../operations/shared-reading.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import { readConnectionDetail } from './read-connection-detail.ts';
import { readConnectionLines } from './read-connection-lines.ts';
import { readPaces } from './read-paces.ts';
import { readWaitingWorth, type WorthRow } from './read-waiting-worth.ts';

export type ConnectionsOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** What the queue of a connection says of itself; undefined where none runs in this process. */
  readonly inspect: (connection: string) => QueueView | undefined;
  /** What people call a connection: its name when undefined. */
  readonly titleOf: (connection: string) => string | undefined;
  /** The day its credentials expire, where the operator or the connector can say. */
  readonly credentialsExpireOn: (connection: string) => string | undefined;
  readonly isSimulated: (connection: string) => boolean;
};

export type ConnectionsContext = ConnectionsOptions & {
  readonly backlog: SharedReading<ReadonlyMap<string, number>>;
  readonly oldest: SharedReading<ReadonlyMap<string, Instant>>;
  readonly paces: SharedReading<ReadonlyMap<string, number>>;
  readonly worthOf: (connection: string) => Promise<readonly WorthRow[]>;
};

export function connectionsContext(options: ConnectionsOptions): ConnectionsContext {
  const { pool, clock } = options;
  const worth = new Map<string, SharedReading<readonly WorthRow[]>>();
  return {
    ...options,
    backlog: sharedReading(() => readBacklog(pool), { clock, ageMsMax: BACKLOG_AGE_MS_MAX }),
    oldest: sharedReading(() => readOldestWaiting(pool), { clock, ageMsMax: OLDEST_AGE_MS_MAX }),
    paces: sharedReading(() => readPaces(pool), { clock, ageMsMax: OLDEST_AGE_MS_MAX }),
    worthOf: (connection) => {
      const known = worth.get(connection);
      const reading =
        known ??
        sharedReading(() => readWaitingWorth(pool, connection), {
          clock,
          ageMsMax: OLDEST_AGE_MS_MAX,
        });
      if (!known) worth.set(connection, reading);
      return reading();
    },
  };
}

export function connectionsService(context: ConnectionsContext): ConsoleConnections {
  return {
    async list() {
      const items = await readConnectionLines(context);
      const isSandbox = items.some(({ isSimulated }) => isSimulated);
      return { asOf: context.clock.now(), isSandbox, items: [...items] };
    },
    find: (call, { name, lanes }) =>
      readConnectionDetail(context, { name, lanes, legalEntities: legalEntitiesOf(call) }),
  };
}

/** Counting half a million waiting lanes takes a tenth of a second: everybody shares one count. */
const BACKLOG_AGE_MS_MAX = 1_000;
/** Asking each lane for its head takes five times as long, and an age is old at once anyway. */
const OLDEST_AGE_MS_MAX = 5_000;

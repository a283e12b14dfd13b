/** Connections with their state, their backlog and when it will be gone. */

import type { Connection } from '@kontor/contracts';
import { plusMs, type Instant } from '@kontor/kernel';
import { cutLine } from '../wire/cut-text.ts';
import type { OperationsContext } from './operations-service.ts';
import {
  JOIN_LAST_PAUSE,
  JOIN_MASTER_DATA,
  MASTER_DATA_COLUMNS,
  type MasterDataRow,
} from './connection-parts.ts';

/** All of them, or the one of that name; the order of names is the order of the list. */
export async function readConnectionViews(
  context: OperationsContext,
  name?: string,
): Promise<readonly Connection[]> {
  const { rows } = await context.pool.query<ConnectionRow>({
    name: 'read_connections',
    text: READ_CONNECTIONS,
    values: [name ?? null],
  });
  const [backlog, oldest] = await Promise.all([context.backlog(), context.oldest()]);
  return rows.map((row) => {
    const waiting = backlog.get(row.name) ?? 0;
    const oldestWaitingAt = waiting > 0 ? oldest.get(row.name) : undefined;
    return {
      ...fromConnectionRow(context, row, waiting),
      ...(oldestWaitingAt && { oldestWaitingAt }),
    };
  });
}

const READ_CONNECTIONS = `
  select connection.name, connection.connector, connection.version, connection.paused_until,
         case when connection.paused_until is null or connection.paused_until > now()
              then connection.paused_reason end as paused_reason,
         paused.actor as paused_by, paused.occurred_at as paused_at,
         ${MASTER_DATA_COLUMNS}
  from connection
  ${JOIN_LAST_PAUSE}
  ${JOIN_MASTER_DATA}
  where $1::text is null or connection.name = $1
  order by connection.name
`;

type ConnectionRow = MasterDataRow & {
  readonly name: string;
  readonly connector: string;
  readonly paused_reason: string | null;
  readonly paused_until: Instant | null;
  readonly version: number;
  readonly paused_by: string | null;
  readonly paused_at: Instant | null;
};

function fromConnectionRow(
  { inspect, titleOf, clock }: OperationsContext,
  row: ConnectionRow,
  waiting: number,
): Connection {
  const view = inspect(row.name);
  const deliveriesPerSecond = Math.round((view?.finishedPerSecond ?? 0) * 10) / 10;
  const isPaused = row.paused_reason !== null;
  const forecast = forecastOf({ waiting, deliveriesPerSecond, isPaused, now: clock.now() });
  return {
    name: row.name,
    system: row.connector,
    title: cutLine(titleOf(row.name) ?? row.name, TITLE_CHARACTERS_MAX),
    state: isPaused ? 'paused' : 'running',
    breaker: view?.breaker ?? 'closed',
    waiting,
    deliveriesPerSecond,
    masterData: masterDataOf(row),
    version: row.version,
    ...(forecast && { forecast }),
    ...(row.paused_reason !== null &&
      row.paused_at !== null && {
        paused: {
          ...{ by: row.paused_by ?? '', at: row.paused_at, reason: row.paused_reason },
          ...(row.paused_until !== null && { until: row.paused_until }),
        },
      }),
    ...(view?.breaker === 'open' && {
      trouble:
        'It does not answer. It is asked again every few seconds, by one delivery at a time.',
    }),
  };
}

type Pace = {
  readonly waiting: number;
  readonly deliveriesPerSecond: number;
  readonly isPaused: boolean;
  readonly now: Instant;
};

/** The backlog goes at the pace of the last seconds: simple, and right as soon as the pace is. */
export function forecastOf({
  waiting,
  deliveriesPerSecond,
  isPaused,
  now,
}: Pace): Connection['forecast'] | undefined {
  if (waiting === 0) return undefined;
  if (isPaused) return { sentence: 'It is paused: the backlog grows until it is resumed.' };
  if (deliveriesPerSecond === 0) return { sentence: 'Nothing moves at the moment.' };
  const seconds = Math.ceil(waiting / deliveriesPerSecond);
  return {
    finishesAt: plusMs(now, seconds * 1_000),
    sentence: `The backlog is gone in ${wordDuration(seconds)} at this pace.`,
  };
}

function wordDuration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Only ledgers have master data; of the others nothing was ever read. */
function masterDataOf(row: ConnectionRow): Connection['masterData'] {
  return [
    ...readingOf('customer.list', row.customers, row.customers_refreshed_at),
    ...readingOf('ledgerAccount.list', row.accounts, row.accounts_refreshed_at),
  ];
}

function readingOf(reading: string, items: number, refreshedAt: Instant | null) {
  return refreshedAt === null ? [] : [{ reading, items, refreshedAt }];
}

const TITLE_CHARACTERS_MAX = 200;

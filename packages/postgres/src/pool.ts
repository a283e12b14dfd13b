/**
 * The connection pool, with the driver taught our types: `bigint` and `numeric` stay text, so
 * nothing is rounded; `timestamptz` arrives as an RFC 3339 instant and `date` as `YYYY-MM-DD`, so
 * no `Date` with the machine's time zone ever enters.
 */

import { parseInstant, present } from '@kontor/kernel';
import pg from 'pg';

export type PoolOptions = {
  readonly connectionString: string;
  /** Connections kept by one process. Twenty serve a gateway and an engine on a small machine. */
  readonly connectionsMax?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** A request waits on a statement no longer than this. */
  readonly statementTimeoutMs?: number;
  /** After that, how long for the server's word that it was too long. */
  readonly answerMsMax?: number;
};

export function openPool(options: PoolOptions): pg.Pool {
  const { statementTimeoutMs = STATEMENT_MS_MAX, answerMsMax = ANSWER_MS_MAX } = options;
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.connectionsMax ?? 20,
    application_name: options.applicationName ?? 'kontor',
    statement_timeout: statementTimeoutMs,
    // The server's own time-out never reaches us over a connection that the network has forgotten:
    // without this one, whoever waits on it waits for ever.
    query_timeout: statementTimeoutMs + answerMsMax,
    keepAlive: true,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
    // Statements that do not wait for each other's answers are sent together: a round trip saved
    // for each, which is most of what a durable batch costs when the event loop is busy.
    pipeline: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the
  // process.
  pool.on('error', () => {});
  // So would one that breaks while a transaction holds it: the pool listens to idle ones only. The
  // statements that were under way fail, and their transaction tells whoever waits for it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Nothing that a request or a worker asks takes longer, on a database that is well. */
const STATEMENT_MS_MAX = 60_000;
/** For the answer of a statement that timed out to arrive. */
const ANSWER_MS_MAX = 5_000;

function getTypeParser(oid: number, format?: string): (value: string) => unknown {
  if (format !== 'binary') {
    if (oid === TIMESTAMPTZ) return toInstant;
    if (oid === DATE) return (value) => value;
  }
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}

/** `2026-03-31 10:15:30.123456+02` as PostgreSQL writes it, to the millisecond. */
function toInstant(value: string): string {
  const [, day, time, fraction = '', offset = '+00'] = present(TIMESTAMP.exec(value), value);
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const zone = offset.length === 3 ? `${offset}:00` : offset;
  return present(parseInstant(`${day}T${time}.${milliseconds}${zone}`), value);
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d+))?([+-]\d{2}(?::\d{2})?)$/;
const TIMESTAMPTZ = 1184;
const DATE = 1082;

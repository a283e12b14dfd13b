/**
 * Whether an error says that the database cannot be asked just now, rather than that it was asked
 * something wrong: it stops or starts, it ended this session, it takes no more of them, the network
 * broke, or no connection of the pool became free in time. Whoever asked may ask again; what became
 * of a commit that was under way nobody knows.
 */

import { sqlStateOf } from './in-transaction.ts';

export function isDatabaseAway(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return AWAY_STATES.test(state);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A caller who hangs up within the body has the code ECONNRESET as well, but no system call.
  if (code !== undefined) return NETWORK_CODES.has(code) && syscall !== undefined;
  return AWAY_WORDS.test(error.message);
}

/**
 * Class 08 connection exception, 57P01 to 57P05 the server ends sessions, 53300 it takes no more,
 * 25P03 idle in a transaction for too long, 57014 a statement took too long, 55P03 a lock did.
 */
const AWAY_STATES = /^(08...|57P0[1-5]|53300|25P03|57014|55P03)$/;

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** The driver has no codes for these. */
const AWAY_WORDS = new RegExp(
  [
    '^Connection terminated',
    '^Query read timeout',
    '^timeout exceeded when trying to connect',
    '^timeout expired',
    '^Client has encountered a connection error',
    '^Client was closed',
  ].join('|'),
);

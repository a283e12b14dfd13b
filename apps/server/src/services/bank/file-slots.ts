/**
 * How many bank files are taken in at once. Each holds a connection of the database from its first
 * byte to its last, however slowly they come, so a few slow senders could keep everybody else out.
 */

import type pg from 'pg';

/** A fifth of the connections of a process: the others serve everything else. */
export function bankFilesAtOnce({ options }: pg.Pool): number {
  return Math.max(1, Math.floor(options.max / 5));
}

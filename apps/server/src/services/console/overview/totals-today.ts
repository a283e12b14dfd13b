/**
 * The control totals of today, as `readControlTotals` adds them up. A stream that has begun stays
 * begun (nothing is ever taken from it), so only what was accepted since the last look is asked
 * whether it has a beginning; a new process asks its day once.
 */

import { bankingDayOf, plusMs, type Clock, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { StatusTotalRow, TotalRow } from '../../governance/read-control-totals.ts';
import { readTotalsSince } from './read-totals-since.ts';
import { readUnbegun, type UnbegunRow } from './read-unbegun.ts';

export type TotalsToday = {
  readonly asOf: Instant;
  readonly from: Instant;
  readonly rows: readonly TotalRow[];
};

export function totalsToday(db: Queryable, clock: Clock): () => Promise<TotalsToday> {
  let begunUntil: Instant | undefined;
  return async () => {
    const asOf = clock.now();
    const from = `${bankingDayOf(asOf)}T00:00:00.000Z` as Instant;
    const since = begunUntil !== undefined && begunUntil > from ? begunUntil : from;
    const [rows, unbegun] = await Promise.all([
      readTotalsSince(db, from),
      readUnbegun(db, { from: since, to: plusMs(asOf, OPEN_MS) }),
    ]);
    // What has no beginning is asked for again, until somebody has found out why.
    if (unbegun.length === 0) begunUntil = plusMs(asOf, -OPEN_MS);
    return { asOf, from, rows: [...rows.map(allBegun), ...unbegun.map(notBegun)] };
  };
}

function allBegun(row: StatusTotalRow): TotalRow {
  return { ...row, accepted_count: row.count, accepted_minor: row.minor };
}

/** Stands beside the totals of its group, and takes from what came in. */
function notBegun({ count, minor, ...group }: UnbegunRow): TotalRow {
  return {
    ...group,
    ...{ status: 'working', count: 0, minor: '0' },
    ...{ accepted_count: -count, accepted_minor: String(-BigInt(minor)) },
  };
}

/** A transaction is dated when it begins and seen when it commits: a little is left open. */
const OPEN_MS = 60_000;

/**
 * What was done today, kept in memory minute by minute: a minute that is over does not change, so
 * each look reads only what came since. Kept per process; a new one reads its day once.
 */

import { bankingDayOf, plusMs, type Clock, type Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { readStepsDone, type StepLevel, type StepsDoneRow } from './read-steps-done.ts';

export function stepsDoneToday(
  db: Queryable,
  levels: readonly StepLevel[],
  clock: Clock,
): () => Promise<readonly StepsDoneRow[]> {
  let known: Known | undefined;
  return async () => {
    const now = clock.now();
    const midnight = `${bankingDayOf(now)}T00:00:00.000Z` as Instant;
    const before: Known =
      known?.midnight === midnight ? known : { midnight, until: midnight, rows: [] };
    // A row is dated when its transaction begins and seen when it commits: a little is left open.
    const closing = plusMs(now, -OPEN_MS);
    const until = closing > before.until ? closing : before.until;
    const [closed, open] = await Promise.all([
      until === before.until ? [] : readStepsDone(db, levels, { from: before.until, to: until }),
      readStepsDone(db, levels, { from: until, to: plusMs(now, OPEN_MS) }),
    ]);
    const rows = addedUp([...before.rows, ...closed]);
    known = { midnight, until, rows };
    return addedUp([...rows, ...open]);
  };
}

type Known = {
  readonly midnight: Instant;
  /** Everything before it is in `rows`. */
  readonly until: Instant;
  readonly rows: readonly StepsDoneRow[];
};

function addedUp(rows: readonly StepsDoneRow[]): readonly StepsDoneRow[] {
  const sums = new Map<string, StepsDoneRow>();
  for (const row of rows) {
    const key = [row.process, row.legal_entity, row.bucket].join('\n');
    const sum = sums.get(key);
    const count = row.count + (sum?.count ?? 0);
    sums.set(key, { ...row, count, in_time: row.in_time + (sum?.in_time ?? 0) });
  }
  return [...sums.values()];
}

/** Longer than any settlement takes from its beginning to its commit. */
const OPEN_MS = 60_000;

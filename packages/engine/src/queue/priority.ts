/**
 * How urgent work is, in three classes, and the share that keeps the lower ones alive: lanes of a
 * higher class are leased first, but of every ten lanes that a queue leases two go to normal work
 * first and one to bulk, if they have any. Order within a lane never depends on it.
 */

export const PRIORITIES = ['urgent', 'normal', 'bulk'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Unless somebody decided otherwise. */
export const USUAL_PRIORITY: Priority = 'normal';

/** Of the lanes of one lease, how many go first to a lower class that has work ready. */
export type ReservedLanes = { readonly normal: number; readonly bulk: number };

/** `turn` is how many lanes this queue has leased before. */
export function reservedLanes(turn: number, lanesMax: number): ReservedLanes {
  let normal = 0;
  let bulk = 0;
  for (let place = turn; place < turn + lanesMax; place++) {
    const owner = TURNS[place % TURNS.length];
    if (owner === 'normal') normal += 1;
    if (owner === 'bulk') bulk += 1;
  }
  return { normal, bulk };
}

/** What each class gets of ten lanes while every class has work: the rest goes to the highest. */
export const SHARES: Readonly<Record<Priority, number>> = { urgent: 0.7, normal: 0.2, bulk: 0.1 };

/** Spread out, so that no class waits for a whole round. */
const TURNS: readonly Priority[] = [
  'urgent',
  'urgent',
  'normal',
  'urgent',
  'urgent',
  'bulk',
  'urgent',
  'normal',
  'urgent',
  'urgent',
];

/**
 * Settlements of all queues share their commits, and those of one ordering key are written one
 * after another: heads of a lane must be settled in their order. Others need not wait for them, so
 * two batches are written at once, and PostgreSQL works on each with a core of its own.
 *
 * The key decides, and not the lane: what is settled for a customer in one system goes on in a lane
 * of the same customer in the next, and two writers that want each other's lanes would deadlock.
 */

import { crc32 } from 'node:zlib';
import { present } from '@kontor/kernel';
import { groupCommit } from '../group-commit.ts';
import type { Settlement } from '../store/engine-store.ts';

export type Settle = (settlement: Settlement) => Promise<boolean>;

type Options = {
  /** Writes all of them or throws; answers for each whether it was still ours to settle. */
  readonly write: (batch: readonly Settlement[]) => Promise<readonly boolean[]>;
  readonly itemsMax?: number;
  /** As that of group commit. */
  readonly defer?: (write: () => void) => void;
};

export function settleInOrder({ itemsMax = SETTLEMENTS_MAX, ...options }: Options): Settle {
  const writers = Array.from({ length: WRITERS }, () =>
    groupCommit<Settlement, boolean>({ ...options, itemsMax, writesMax: 1 }),
  );
  return (settlement) => {
    const writer = crc32(settlement.lease.orderingKey) % writers.length;
    return present(writers[writer], 'a remainder is a place')(settlement);
  };
}

/** More would make smaller batches, and two keep two cores busy. */
const WRITERS = 2;
/** Bounds how long one commit holds its locks. */
const SETTLEMENTS_MAX = 200;

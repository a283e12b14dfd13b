/**
 * How many bank files are taken in at once. Each holds a connection of the database from its first
 * byte to its last, however slowly they come, so a few slow senders could keep everybody else out.
 */

import { assert } from '@kontor/kernel';
import type pg from 'pg';

export type FileSlots = {
  /** What gives the slot back; undefined when none is free. */
  take(): (() => void) | undefined;
};

export function fileSlots(slots: number): FileSlots {
  assert(Number.isSafeInteger(slots) && slots > 0, 'at least one bank file is taken in at a time');
  let taken = 0;
  return {
    take() {
      if (taken === slots) return undefined;
      taken += 1;
      let isTaken = true;
      return () => {
        if (isTaken) taken -= 1;
        isTaken = false;
      };
    },
  };
}

/** A fifth of the connections of a process: the others serve everything else. */
export function bankFilesAtOnce({ options }: pg.Pool): number {
  return Math.max(1, Math.floor(options.max / 5));
}

/**
 * How many bank files are taken in at once. Each holds a connection of the database from its first
 * byte to its last, however slowly they come, so a few slow senders could keep everybody else out.
 */

import { assert } from '@kontor/kernel';

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

/** A fifth of the connections of a process, so that the others serve everything else. */
export const BANK_FILES_AT_ONCE = 4;

/**
 * How many bank files are taken in at once. Each holds a connection of the database from its first
 * byte to its last, however slowly they come, so a few slow senders could keep everybody else out.
 * Who finds no place stands in line for a moment, holding nothing of the database.
 */

import { assert } from '@kontor/kernel';
import type pg from 'pg';

export type FileSlots = {
  /** What gives the place back; undefined when none became free in time. */
  take(): Promise<GiveBack | undefined>;
};

type GiveBack = () => void;

export function fileSlots(slots: number, waitMs = WAIT_MS): FileSlots {
  assert(Number.isSafeInteger(slots) && slots > 0, 'at least one bank file is taken in at a time');
  let taken = 0;
  const line: ((place: GiveBack) => void)[] = [];

  function place(): GiveBack {
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const next = line.shift();
      if (next) next(place());
      else taken -= 1;
    };
  }

  return {
    async take() {
      if (taken < slots) {
        taken += 1;
        return place();
      }
      return new Promise((resolve) => {
        const answer = (given: GiveBack | undefined) => {
          clearTimeout(patience);
          resolve(given);
        };
        const patience = setTimeout(() => {
          line.splice(line.indexOf(answer), 1);
          answer(undefined);
        }, waitMs);
        line.push(answer);
      });
    },
  };
}

/** A fifth of the connections of a process: the others serve everything else. */
export function bankFilesAtOnce({ options }: pg.Pool): number {
  return Math.max(1, Math.floor(options.max / 5));
}

/** Usual files are through in less; callers wait for ten seconds at the least. */
const WAIT_MS = 5_000;

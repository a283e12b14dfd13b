/**
 * How many may be at something at once. Who finds no place stands in line for a moment, holding
 * nothing of the database.
 */

import { assert } from '@kontor/kernel';

export type Slots = {
  /** What gives the place back; undefined when none became free in time. */
  take(): Promise<GiveBack | undefined>;
};

type GiveBack = () => void;

export function openSlots(slots: number, waitMs = WAIT_MS): Slots {
  assert(Number.isSafeInteger(slots) && slots > 0, 'there is at least one place');
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

/** Usual work is done in less; callers wait for ten seconds at the least. */
const WAIT_MS = 5_000;

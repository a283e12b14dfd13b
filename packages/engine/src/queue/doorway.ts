/**
 * Callers go first: a delivery that waited for an hour waits a few milliseconds more, and whoever
 * is on the line would notice each of them. On two cores a backlog that drains at full speed made
 * an accept wait several times as long as on an idle server.
 */

import type { Alarm, Timers } from './timers.ts';

export type Doorway = {
  /** Counts a caller until the answer is there. */
  attend<Answer>(answer: Promise<Answer>): Promise<Answer>;
  /** Resolves when no caller waits, and soon in any case: a busy door stops no delivery. */
  giveWay(): Promise<void>;
};

export function openDoorway(timers: Pick<Timers, 'alarm'>): Doorway {
  const waiting = new Set<Alarm>();
  let callers = 0;

  function leave(): void {
    callers -= 1;
    if (callers === 0) for (const alarm of waiting) alarm.now();
  }

  return {
    attend(answer) {
      callers += 1;
      return answer.finally(leave);
    },
    async giveWay() {
      if (callers === 0) return;
      const alarm = timers.alarm();
      waiting.add(alarm);
      await alarm.ring(GIVE_WAY_MS_MAX);
      waiting.delete(alarm);
    },
  };
}

/**
 * Longer than accepting takes: beside a door that is never empty, eight calls at once still make
 * eighty deliveries a second.
 */
const GIVE_WAY_MS_MAX = 100;

/**
 * Callers go first: a delivery that waited for an hour waits a few milliseconds more, and whoever
 * is on the line would notice each of them. On two cores a backlog that drains at full speed made
 * an accept wait several times as long as on an idle server.
 */

import type { Clock } from '@kontor/kernel';
import { adaptiveGap } from './adaptive-gap.ts';
import type { Alarm, Timers } from './timers.ts';

export type Doorway = {
  /** Counts a caller until the answer is there. */
  attend<Answer>(answer: Promise<Answer>): Promise<Answer>;
  /** Resolves when a delivery may begin, and soon in any case: a busy door stops none. */
  giveWay(): Promise<void>;
};

export function openDoorway(
  timers: Pick<Timers, 'alarm' | 'sleep'>,
  clock: Pick<Clock, 'elapsedMs'>,
): Doorway {
  const waiting = new Set<Alarm>();
  const gap = adaptiveGap();
  let callers = 0;
  let lastCallerMs = -Infinity;
  let lastBeginningMs = -Infinity;

  function leave(cameMs: number): void {
    callers -= 1;
    lastCallerMs = clock.elapsedMs();
    gap.learn(lastCallerMs - cameMs);
    if (callers === 0) for (const alarm of waiting) alarm.now();
  }

  async function untilTheDoorIsEmpty(): Promise<void> {
    if (callers === 0) return;
    const alarm = timers.alarm();
    waiting.add(alarm);
    await alarm.ring(GIVE_WAY_MS_MAX);
    waiting.delete(alarm);
  }

  /** What is under way when the next caller comes is what that caller waits for. */
  async function keepApart(): Promise<void> {
    const nowMs = clock.elapsedMs();
    const gapMs = nowMs - lastCallerMs > CALLERS_GONE_MS ? 0 : gap.gapMs();
    lastBeginningMs = Math.max(nowMs, lastBeginningMs + gapMs);
    if (lastBeginningMs > nowMs) await timers.sleep(lastBeginningMs - nowMs);
  }

  return {
    attend(answer) {
      callers += 1;
      const cameMs = clock.elapsedMs();
      return answer.finally(() => leave(cameMs));
    },
    async giveWay() {
      await untilTheDoorIsEmpty();
      await keepApart();
    },
  };
}

/**
 * Longer than accepting takes: beside a door that is never empty, eight calls at once still make
 * eighty deliveries a second.
 */
const GIVE_WAY_MS_MAX = 100;
/** After a second without callers the backlog has the machine for itself. */
const CALLERS_GONE_MS = 1_000;

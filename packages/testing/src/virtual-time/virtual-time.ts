/**
 * Time that a test owns: a clock and timers that stand still while anything can still run, and jump
 * to the next timer when nothing can. A day passes in milliseconds, and the same way every time.
 */

import { instantFromMs, type Clock } from '@kontor/kernel';

export type VirtualTime = {
  readonly clock: Clock;
  readonly timers: {
    sleep(ms: number): Promise<void>;
    alarm(): { ring(ms: number): Promise<void>; now(): void };
  };
  /** Runs everything that is due until `isDone`; throws when `limitMs` of virtual time are over. */
  run(isDone: () => boolean, limitMs: number): Promise<void>;
};

type Timer = { readonly dueMs: number; readonly order: number; readonly fire: () => void };

export function virtualTime(startMs = 1_770_000_000_000): VirtualTime {
  let nowMs = startMs;
  let order = 0;
  const due = new Set<Timer>();
  const clock: Clock = { now: () => instantFromMs(Math.round(nowMs)), elapsedMs: () => nowMs };

  function after(ms: number, fire: () => void): Timer {
    const timer = { dueMs: nowMs + Math.max(0, ms), order: order++, fire };
    due.add(timer);
    return timer;
  }

  function earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of due) {
      const isEarlier =
        !first ||
        timer.dueMs < first.dueMs ||
        (timer.dueMs === first.dueMs && timer.order < first.order);
      if (isEarlier) first = timer;
    }
    return first;
  }

  return {
    clock,
    timers: {
      sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
      alarm: () => virtualAlarm(after, (timer) => due.delete(timer)),
    },
    async run(isDone, limitMs) {
      const endMs = nowMs + limitMs;
      for (;;) {
        await everythingThatCanRun();
        if (isDone()) return;
        const timer = earliest();
        if (!timer || timer.dueMs > endMs) throw new Error('virtual time is over');
        due.delete(timer);
        nowMs = Math.max(nowMs, timer.dueMs);
        timer.fire();
      }
    },
  };
}

function virtualAlarm(
  after: (ms: number, fire: () => void) => Timer,
  cancel: (timer: Timer) => void,
) {
  let isRung = false;
  let answer: (() => void) | undefined;
  return {
    ring(ms: number): Promise<void> {
      if (isRung) {
        isRung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = after(ms, done);
        function done() {
          cancel(timer);
          answer = undefined;
          resolve();
        }
        answer = done;
      });
    },
    now() {
      if (answer) answer();
      else isRung = true;
    },
  };
}

/** Promises and immediates that follow from each other, up to a depth that no code here reaches. */
async function everythingThatCanRun(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const ROUNDS = 4;

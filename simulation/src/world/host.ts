/**
 * A machine that runs one process of the platform. Everything that the process waits for reaches it
 * through `later`: there it may die, stand still, or find that its clock was set. What a dead life
 * waited for never arrives; the next life knows nothing of it.
 */

import { instantFromMs, type Clock } from '@kontor/kernel';
import type { Timers } from '@kontor/engine';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Planned, Scheduler } from './scheduler.ts';

export type Life = {
  readonly name: string;
  /** The life before it on this machine, which is over for sure. */
  readonly predecessor?: string;
  readonly clock: Clock;
  readonly timers: Timers;
  isAlive(): boolean;
  /** Runs on this machine, unless its life ends first. */
  later(delayMs: number, fire: () => void): Planned;
};

export type HostOptions = {
  readonly name: string;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly history: History;
  readonly leaseMs: number;
  /** Starts the platform in a new life. */
  readonly boot: (life: Life) => void;
};

export function startHost(options: HostOptions): { isUp(): boolean } {
  const { scheduler, dice, history } = options;
  let living = 0;
  let isUp = false;

  function boot(): void {
    living += 1;
    isUp = true;
    const name = `${options.name}.${living}`;
    history.note(() => `${name} starts`);
    const born = living;
    const life = newLife(options, name, () => born === living && isUp, die);
    const before = living === 1 ? {} : { predecessor: `${options.name}.${living - 1}` };
    options.boot({ ...life, ...before });
  }

  function die(): void {
    isUp = false;
    scheduler.after(dice.skewed('restart', 100, 60_000), boot);
  }

  boot();
  return { isUp: () => isUp };
}

function newLife(
  { scheduler, dice, faults, leaseMs }: HostOptions,
  name: string,
  isAlive: () => boolean,
  die: () => void,
): Life {
  let pausedUntilMs = 0;
  let wallOffsetMs = 0;

  function arrive(planned: { inner: Planned | undefined }, fire: () => void): void {
    if (!isAlive()) return;
    if (scheduler.nowMs() < pausedUntilMs) return postpone(planned, fire);
    if (faults.strikes('crash', name)) return die();
    if (faults.strikes('pause', name)) {
      pausedUntilMs = scheduler.nowMs() + dice.skewed('pauseMs', leaseMs / 20, leaseMs * 4);
      return postpone(planned, fire);
    }
    if (faults.strikes('clockJump', name)) wallOffsetMs += dice.between('jumpMs', -60_000, 60_000);
    fire();
  }

  function postpone(planned: { inner: Planned | undefined }, fire: () => void): void {
    const restMs = pausedUntilMs - scheduler.nowMs();
    planned.inner = scheduler.after(restMs, () => arrive(planned, fire));
  }

  function later(delayMs: number, fire: () => void): Planned {
    const planned: { inner: Planned | undefined } = { inner: undefined };
    planned.inner = scheduler.after(delayMs, () => arrive(planned, fire));
    return { cancel: () => planned.inner?.cancel() };
  }

  const clock: Clock = {
    now: () => instantFromMs(Math.round(EPOCH_MS + scheduler.nowMs() + wallOffsetMs)),
    elapsedMs: () => scheduler.nowMs(),
  };
  const timers: Timers = {
    sleep: (ms) => new Promise((resolve) => void later(ms, resolve)),
    alarm: () => patientAlarm(later),
  };
  return { name, clock, timers, isAlive, later };
}

/**
 * An alarm that waits longer each time nobody rang: an idle queue polls seldom, which is as if its
 * machine were slow, and a simulated day costs hundreds of events instead of a million.
 */
function patientAlarm(later: Life['later']): ReturnType<Timers['alarm']> {
  let isRung = false;
  let patience = 1;
  let answer: (() => void) | undefined;
  return {
    ring(ms) {
      if (isRung) {
        isRung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = later(ms * patience, done);
        patience = Math.min(patience * 2, PATIENCE_MAX);
        function done(): void {
          timer.cancel();
          answer = undefined;
          resolve();
        }
        answer = done;
      });
    },
    now() {
      patience = 1;
      if (answer) answer();
      else isRung = true;
    },
  };
}

/** True time zero, as an instant: the store's clock. */
export const EPOCH_MS = 1_770_000_000_000;
/** A hundred times the usual poll: ten seconds. */
const PATIENCE_MAX = 128;

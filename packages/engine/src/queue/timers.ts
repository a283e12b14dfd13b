/** Waiting, as a parameter: a simulation owns time by owning this. */

export type Timers = {
  sleep(ms: number): Promise<void>;
  alarm(): Alarm;
};

/**
 * Something to wait on that others can ring. A ring while nobody waits is kept for the next wait.
 */
export type Alarm = {
  /** Resolves when it rings, or after `ms`. */
  ring(ms: number): Promise<void>;
  now(): void;
};

export const systemTimers: Timers = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  alarm() {
    let isRung = false;
    let answer: (() => void) | undefined;
    return {
      ring(ms) {
        if (isRung) {
          isRung = false;
          return Promise.resolve();
        }
        return new Promise((resolve) => {
          const timer = setTimeout(done, ms);
          function done() {
            clearTimeout(timer);
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
  },
};

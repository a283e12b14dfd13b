/**
 * Tells how the day goes: one line, written over on a terminal, and now and then a new one
 * elsewhere.
 */

import type { Clock } from '@kontor/kernel';

export type Progress = {
  /** What happens now; stays. */
  step(text: string): void;
  /** Where it stands; replaced by the next. */
  state(text: string): void;
  /** Nothing more comes. */
  end(): void;
};

export const silentProgress: Progress = { step() {}, state() {}, end() {} };

type Stream = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

export function progressOn(stream: Stream, clock: Clock): Progress {
  let isLineOpen = false;
  let toldAtMs = -Infinity;
  let told = '';
  const close = () => {
    if (isLineOpen) stream.write('\n');
    isLineOpen = false;
  };
  return {
    step(text) {
      close();
      stream.write(`${text}\n`);
    },
    state(text) {
      if (stream.isTTY) {
        const columns = stream.columns ?? COLUMNS;
        stream.write(`\r\u001b[2K${text.slice(0, columns - 1)}`);
        isLineOpen = true;
      } else if (text !== told && clock.elapsedMs() - toldAtMs >= PLAIN_PAUSE_MS) {
        toldAtMs = clock.elapsedMs();
        told = text;
        stream.write(`${text}\n`);
      }
    },
    end: close,
  };
}

const COLUMNS = 80;

/** In a log, a line each few seconds tells as much as ten a second. */
const PLAIN_PAUSE_MS = 5_000;

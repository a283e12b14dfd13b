/**
 * Notices: what a bank left out or wrote otherwise than its format says, where there is only one
 * sensible reading. They are collected per statement and told when it closes, one for each code, so
 * that a statement with a hundred thousand odd entries has one notice and not a hundred thousand.
 */

import type { Defect } from '@kontor/kernel';

export type Notices = {
  add(code: string, at: string, detail: string): void;
  /** All since the last call, in the order of their first appearance. */
  take(): readonly Defect[];
};

export function collectNotices(): Notices {
  let found = new Map<string, Defect>();
  return {
    add(code, at, detail) {
      if (!found.has(code)) found.set(code, { code, at, detail });
    },
    take() {
      const notices = [...found.values()];
      found = new Map();
      return notices;
    },
  };
}

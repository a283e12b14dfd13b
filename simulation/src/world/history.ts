/**
 * What happened in a run: counted always, written down only when somebody reads it. The trace of a
 * seed is the same byte for byte each time; its hash says so.
 */

import { createHash } from 'node:crypto';

export type History = {
  /** The line is made only when the run is traced. */
  note(line: () => string): void;
  count(what: string): void;
  violated(checker: string, detail: string): void;
  readonly counts: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
  readonly lines: readonly string[];
  hash(): string;
};

export type Violation = { readonly checker: string; readonly detail: string };

export function historyOf(nowMs: () => number, isTraced: boolean): History {
  const counts = new Map<string, number>();
  const violations: Violation[] = [];
  const lines: string[] = [];
  function note(line: () => string): void {
    if (isTraced) lines.push(`${(nowMs() / 1_000).toFixed(3).padStart(10)}  ${line()}`);
  }
  return {
    counts,
    violations,
    lines,
    note,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    violated(checker, detail) {
      violations.push({ checker, detail });
      note(() => `VIOLATED ${checker}: ${detail}`);
    },
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}

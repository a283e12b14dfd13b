/** Outcomes as rows of a table of Markdown, and one of them as a line for the terminal. */

import type { Outcome } from '../run-check.ts';

export function toTable(rows: readonly string[]): string {
  return [...HEAD, ...rows].join('\n');
}

export function toRow(outcome: Outcome): string {
  const { check, size, state, done, counted, missing, skipped } = outcome;
  const why = missing ?? skipped;
  const word = why === undefined || state === 'broken' ? state : `${state}: ${why}`;
  const cells = [nameOf(check), done, counted, check.threshold, size, word];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The first cell of its row: `kill-workers (C1)`. */
export function nameOf({ name, number }: Pick<Outcome['check'], 'name' | 'number'>): string {
  return `${name} (${number})`;
}

export function toLine(outcome: Outcome): string {
  const { check, state, seconds, done, counted, broken, missing, skipped } = outcome;
  const head = `${MARKS[state]} ${check.number} ${check.name} (${seconds} s): ${done}. ${counted}.`;
  const further = [
    ...broken,
    ...(missing === undefined ? [] : [`Not there yet: ${missing}`]),
    ...(skipped === undefined ? [] : [`Skipped: ${skipped}`]),
  ];
  return [head, ...further.map((text) => `    ${text}`)].join('\n');
}

const HEAD = [
  '| check | what was done | counted | threshold | size | outcome |',
  '| --- | --- | --- | --- | --- | --- |',
];
const MARKS = { held: '✓', broken: '✗', open: '○', skipped: '–' } as const;

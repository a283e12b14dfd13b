/** Outcomes as a table of Markdown, and one of them as a line for the terminal. */

import type { Outcome } from '../run-check.ts';

export function toTable(outcomes: readonly Outcome[]): string {
  return [...HEAD, ...outcomes.map(toRow)].join('\n');
}

export function toLine({ check, state, seconds, done, counted, broken, missing }: Outcome): string {
  const head = `${MARKS[state]} ${check.number} ${check.name} (${seconds} s): ${done}. ${counted}.`;
  const further = [...broken, ...(missing === undefined ? [] : [`Not there yet: ${missing}`])];
  return [head, ...further.map((text) => `    ${text}`)].join('\n');
}

function toRow({ check, state, done, counted, missing }: Outcome): string {
  const word = state === 'open' ? `open: ${missing ?? ''}` : state;
  const cells = [`${check.name} (${check.number})`, done, counted, check.threshold, word];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const HEAD = [
  '| check | what was done | counted | threshold | outcome |',
  '| --- | --- | --- | --- | --- |',
];
const MARKS = { held: '✓', broken: '✗', open: '○' } as const;
